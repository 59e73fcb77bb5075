package org.hustings.server.simulate;

import java.time.InstantSource;
import org.hustings.core.dialing.Law;
import org.hustings.core.dialing.Transactions;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.time.Timers;

/// Something between the engine and the world that gets it wrong: so that it can be shown that the
/// referee would notice.
interface Tampering {
  Tampering NONE = new Tampering() {};

  default Telephony telephony(Telephony right) {
    return right;
  }

  default Law law(Law right) {
    return right;
  }

  default Transactions transactions(Transactions right) {
    return right;
  }

  default Timers timers(Timers right, InstantSource clock) {
    return right;
  }
}
