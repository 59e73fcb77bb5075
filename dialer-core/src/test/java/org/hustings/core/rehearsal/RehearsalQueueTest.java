package org.hustings.core.rehearsal;

import org.hustings.core.contract.QueueContract;
import org.hustings.core.contract.SeededStores;

final class RehearsalQueueTest extends QueueContract {
  @Override
  protected SeededStores stores() {
    return new SeededRehearsal();
  }
}
