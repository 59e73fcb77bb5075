package org.hustings.schema.engine;

import org.hustings.core.contract.OneHolderContract;
import org.hustings.core.contract.SeededStores;
import org.hustings.schema.TestDatabases;

final class PostgresOneHolderTest extends OneHolderContract {
  @Override
  protected SeededStores stores() {
    return new SeededPostgres(TestDatabases.shared());
  }
}
