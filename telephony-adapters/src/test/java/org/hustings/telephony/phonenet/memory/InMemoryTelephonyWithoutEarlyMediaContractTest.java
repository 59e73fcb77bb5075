package org.hustings.telephony.phonenet.memory;

import org.hustings.core.telephony.TelephonyContract;
import org.hustings.core.telephony.TelephonyWorld;

/// The network in memory keeps the contract where nothing is heard before the answer, too.
class InMemoryTelephonyWithoutEarlyMediaContractTest extends TelephonyContract {
  @Override
  protected TelephonyWorld open() {
    return new InMemoryTelephonyContractTest.World(false);
  }
}
