package org.hustings.core.rehearsal;

import org.hustings.core.contract.HouseholdContract;
import org.hustings.core.contract.SeededStores;

final class RehearsalHouseholdTest extends HouseholdContract {
  @Override
  protected SeededStores stores() {
    return new SeededRehearsal();
  }
}
