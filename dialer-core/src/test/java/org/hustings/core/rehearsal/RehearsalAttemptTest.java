package org.hustings.core.rehearsal;

import org.hustings.core.contract.AttemptContract;
import org.hustings.core.contract.SeededStores;

final class RehearsalAttemptTest extends AttemptContract {
  @Override
  protected SeededStores stores() {
    return new SeededRehearsal();
  }
}
