package org.hustings.core.rehearsal;

import org.hustings.core.contract.SeededStores;
import org.hustings.core.contract.SessionContract;

final class RehearsalSessionTest extends SessionContract {
  @Override
  protected SeededStores stores() {
    return new SeededRehearsal();
  }
}
