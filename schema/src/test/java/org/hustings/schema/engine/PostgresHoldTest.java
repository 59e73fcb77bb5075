package org.hustings.schema.engine;

import org.hustings.core.contract.HoldContract;
import org.hustings.core.contract.SeededStores;
import org.hustings.schema.TestDatabases;

final class PostgresHoldTest extends HoldContract {
  @Override
  protected SeededStores stores() {
    return new SeededPostgres(TestDatabases.shared());
  }
}
