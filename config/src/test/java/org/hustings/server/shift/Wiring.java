package org.hustings.server.shift;

import org.hustings.core.dialing.Transactions;
import org.hustings.core.telephony.Telephony;

/// How the engine is connected with the world: directly, or by something in between that gets it
/// wrong.
interface Wiring {
  Wiring DIRECT = new Wiring() {};

  default Telephony telephony(Telephony network) {
    return network;
  }

  default Transactions transactions(Transactions stores) {
    return stores;
  }
}
