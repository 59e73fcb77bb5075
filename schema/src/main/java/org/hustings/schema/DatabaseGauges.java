package org.hustings.schema;

import java.time.Duration;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.ConnectionPool;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the database is doing, for the metrics.
///
/// It is asked by [#sample()], on a timer, and the gauges tell what was found last: who waits for a
/// database that does not answer must not be the one who looks at the metrics.
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

  /// As the alert DatabaseSlow has it.
  private static final Duration SLOW = Duration.ofMillis(500);

  private static final Logger log = LoggerFactory.getLogger(DatabaseGauges.class);

  private final ConnectionPool pool;
  private final CampaignTransactions transactions;
  private volatile Found last = new Found(false, Duration.ZERO, Double.NaN, Double.NaN);

  DatabaseGauges(ConnectionPool pool, CampaignTransactions transactions) {
    this.pool = pool;
    this.transactions = transactions;
  }

  /// @param took from asking for a connection to the last answer
  private record Found(boolean answers, Duration took, double oldestSnapshot, double deadRows) {
    boolean isSlow() {
      return answers && took.compareTo(SLOW) > 0;
    }

    boolean isQuick() {
      return answers && !isSlow();
    }

    double seconds() {
      return took.toNanos() / 1e9;
    }
  }

  private record Answer(double oldestSnapshot, double deadRows) {}

  /// Asks the database now. Blocks, for as long as anybody waits for a connection.
  public void sample() {
    long began = System.nanoTime();
    Found before = last;
    try {
      Answer answer = transactions.outside(DatabaseGauges::ask);
      last = new Found(true, since(began), answer.oldestSnapshot, answer.deadRows);
    } catch (StoreUnavailable | IllegalStateException e) {
      last = new Found(false, since(began), Double.NaN, Double.NaN);
      log.atWarn()
          .setMessage("The database does not answer: see DatabaseUnreachable")
          .addKeyValue("event", "database.unreachable")
          .addKeyValue("cause", e.getMessage())
          .log();
    }
    tell(before, last);
  }

  /// That it is slow is said once, until it is quick again.
  private static void tell(Found before, Found now) {
    if (now.isSlow() && !before.isSlow()) {
      log.atWarn()
          .setMessage("The database takes long for a trifle: see DatabaseSlow")
          .addKeyValue("event", "database.slow")
          .addKeyValue("seconds", now.seconds())
          .log();
    } else if (now.isQuick() && !before.isQuick()) {
      log.atInfo()
          .setMessage("The database answers")
          .addKeyValue("event", "database.answers")
          .addKeyValue("seconds", now.seconds())
          .log();
    }
  }

  private static Answer ask(DSLContext sql) {
    return new Answer(
        sql.fetchSingle(OLDEST_SNAPSHOT).get(0, double.class),
        sql.fetchSingle(DEAD_ROWS).get(0, double.class));
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /// 1 if it answered when it was asked last, else 0.
  public double up() {
    return last.answers ? 1 : 0;
  }

  /// Seconds that the asking took, or that it took to give up.
  public double probeSeconds() {
    return last.seconds();
  }

  /// Seconds for which the oldest snapshot has been open; NaN if the database did not answer. The
  /// role sees its own connections; it sees everybody's if it is granted `pg_read_all_stats`.
  public double oldestSnapshotSeconds() {
    return last.oldestSnapshot;
  }

  /// Rows of the queue's tables that wait for vacuum; NaN if the database did not answer.
  public double deadQueueRows() {
    return last.deadRows;
  }

  public double connectionsInUse() {
    return pool.active();
  }

  public double waitingForConnection() {
    return pool.waiting();
  }
}
