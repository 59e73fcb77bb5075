package org.hustings.core.rehearsal;

import org.hustings.core.contract.OutcomeContract;
import org.hustings.core.contract.SeededStores;

final class RehearsalOutcomeTest extends OutcomeContract {
  @Override
  protected SeededStores stores() {
    return new SeededRehearsal();
  }
}
