package org.hustings.schema.engine;

import org.hustings.core.contract.OutcomeContract;
import org.hustings.core.contract.SeededStores;
import org.hustings.schema.TestDatabases;

final class PostgresOutcomeTest extends OutcomeContract {
  @Override
  protected SeededStores stores() {
    return new SeededPostgres(TestDatabases.shared());
  }
}
