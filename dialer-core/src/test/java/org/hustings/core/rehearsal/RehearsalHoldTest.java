package org.hustings.core.rehearsal;

import org.hustings.core.contract.HoldContract;
import org.hustings.core.contract.SeededStores;

final class RehearsalHoldTest extends HoldContract {
  @Override
  protected SeededStores stores() {
    return new SeededRehearsal();
  }
}
