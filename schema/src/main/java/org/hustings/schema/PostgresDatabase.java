package org.hustings.schema;

import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.ConnectionPool;
import org.hustings.schema.connection.DatabaseAccess;
import org.hustings.schema.engine.PostgresCampaignRegister;
import org.hustings.schema.engine.PostgresServerRegister;
import org.hustings.schema.engine.PostgresTransactions;

/// An open database: what the rest of the program is wired to. The schema must have been migrated
/// ([SchemaMigration]).
public final class PostgresDatabase implements AutoCloseable {
  private final ConnectionPool pool;
  private final CampaignTransactions byCampaign;
  private final PostgresTransactions transactions;

  private PostgresDatabase(ConnectionPool pool) {
    this.pool = pool;
    this.byCampaign = new CampaignTransactions(pool);
    this.transactions = new PostgresTransactions(byCampaign);
  }

  /// Connects as the application's role.
  ///
  /// @param connections the most at once
  /// @throws ConnectionPool.UnsafeRole if row-level security does not bind that role
  public static PostgresDatabase open(DatabaseAccess access, int connections) {
    return new PostgresDatabase(ConnectionPool.open(access, connections));
  }

  /// The engine's transactions.
  public PostgresTransactions transactions() {
    return transactions;
  }

  /// Transactions for stores that are not the engine's.
  public CampaignTransactions byCampaign() {
    return byCampaign;
  }

  public PostgresCampaignRegister campaigns() {
    return new PostgresCampaignRegister(byCampaign);
  }

  public PostgresServerRegister servers() {
    return new PostgresServerRegister(byCampaign);
  }

  public DatabaseGauges gauges() {
    return new DatabaseGauges(pool, byCampaign);
  }

  @Override
  public void close() {
    pool.close();
  }
}
