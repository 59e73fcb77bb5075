package org.hustings.schema.engine;

import org.hustings.core.contract.SeededStores;
import org.hustings.core.contract.SessionContract;
import org.hustings.schema.TestDatabases;

final class PostgresSessionTest extends SessionContract {
  @Override
  protected SeededStores stores() {
    return new SeededPostgres(TestDatabases.shared());
  }
}
