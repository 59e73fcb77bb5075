package org.hustings.schema.engine;

import org.hustings.core.contract.ExplanationContract;
import org.hustings.core.contract.SeededStores;
import org.hustings.schema.TestDatabases;

final class PostgresExplanationTest extends ExplanationContract {
  @Override
  protected SeededStores stores() {
    return new SeededPostgres(TestDatabases.shared());
  }
}
