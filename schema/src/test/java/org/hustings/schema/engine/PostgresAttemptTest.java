package org.hustings.schema.engine;

import org.hustings.core.contract.AttemptContract;
import org.hustings.core.contract.SeededStores;
import org.hustings.schema.TestDatabases;

final class PostgresAttemptTest extends AttemptContract {
  @Override
  protected SeededStores stores() {
    return new SeededPostgres(TestDatabases.shared());
  }
}
