package org.hustings.schema;

import java.util.function.ToDoubleFunction;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.ConnectionPool;
import org.jooq.DSLContext;

/// How the database is doing, for the metrics. Each is one short query, asked when somebody looks;
/// NaN when the database cannot be asked.
public final class DatabaseGauges {
  /// What keeps vacuum from cleaning: the queue's indexes grow behind it.
  private static final String OLDEST_SNAPSHOT =
      """
      select coalesce(extract(epoch from max(now() - xact_start)), 0)
        from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()
         and (backend_xmin is not null or backend_xid is not null)
      """;

  private static final String DEAD_ROWS =
      """
      select coalesce(sum(n_dead_tup), 0) from pg_stat_user_tables
       where relname in ('queue_entry', 'phone', 'hold')
      """;

  private final ConnectionPool pool;
  private final CampaignTransactions transactions;

  DatabaseGauges(ConnectionPool pool, CampaignTransactions transactions) {
    this.pool = pool;
    this.transactions = transactions;
  }

  /// Seconds for which the oldest snapshot has been open. The role sees its own connections; it
  /// sees everybody's if it is granted `pg_read_all_stats`.
  public double oldestSnapshotSeconds() {
    return ask(sql -> sql.fetchSingle(OLDEST_SNAPSHOT).get(0, double.class));
  }

  /// Rows of the queue's tables that wait for vacuum.
  public double deadQueueRows() {
    return ask(sql -> sql.fetchSingle(DEAD_ROWS).get(0, double.class));
  }

  public double connectionsInUse() {
    return pool.active();
  }

  public double waitingForConnection() {
    return pool.waiting();
  }

  private double ask(ToDoubleFunction<DSLContext> query) {
    try {
      return transactions.outside(query::applyAsDouble);
    } catch (StoreUnavailable e) {
      return Double.NaN;
    }
  }
}
