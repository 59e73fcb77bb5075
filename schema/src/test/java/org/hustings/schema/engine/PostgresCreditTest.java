package org.hustings.schema.engine;

import org.hustings.core.contract.CreditContract;
import org.hustings.core.contract.SeededStores;
import org.hustings.schema.TestDatabases;

final class PostgresCreditTest extends CreditContract {
  @Override
  protected SeededStores stores() {
    return new SeededPostgres(TestDatabases.shared());
  }
}
