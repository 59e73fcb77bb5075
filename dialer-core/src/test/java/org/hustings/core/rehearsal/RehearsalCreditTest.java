package org.hustings.core.rehearsal;

import org.hustings.core.contract.CreditContract;
import org.hustings.core.contract.SeededStores;

final class RehearsalCreditTest extends CreditContract {
  @Override
  protected SeededStores stores() {
    return new SeededRehearsal();
  }
}
