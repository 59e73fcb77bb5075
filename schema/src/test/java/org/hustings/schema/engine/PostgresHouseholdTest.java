package org.hustings.schema.engine;

import org.hustings.core.contract.HouseholdContract;
import org.hustings.core.contract.SeededStores;
import org.hustings.schema.TestDatabases;

final class PostgresHouseholdTest extends HouseholdContract {
  @Override
  protected SeededStores stores() {
    return new SeededPostgres(TestDatabases.shared());
  }
}
