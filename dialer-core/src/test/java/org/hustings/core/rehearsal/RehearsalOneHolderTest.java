package org.hustings.core.rehearsal;

import org.hustings.core.contract.OneHolderContract;
import org.hustings.core.contract.SeededStores;

final class RehearsalOneHolderTest extends OneHolderContract {
  @Override
  protected SeededStores stores() {
    return new SeededRehearsal();
  }
}
