package org.hustings.core.rehearsal;

import org.hustings.core.contract.ExplanationContract;
import org.hustings.core.contract.SeededStores;

final class RehearsalExplanationTest extends ExplanationContract {
  @Override
  protected SeededStores stores() {
    return new SeededRehearsal();
  }
}
