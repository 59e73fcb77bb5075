package org.hustings.schema.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.id.CampaignId;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs work in transactions: each on one connection, for one campaign, durable when it returns.
public final class CampaignTransactions {
  private static final Logger log = LoggerFactory.getLogger(CampaignTransactions.class);
  private static final int MOST_TRIES = 8;

  private final ConnectionPool pool;

  public CampaignTransactions(ConnectionPool pool) {
    this.pool = pool;
  }

  /// Runs `work` for a campaign. After a serialization failure or a deadlock it runs again, so it
  /// must have no effect but on the database.
  ///
  /// @throws StoreUnavailable if the database cannot be reached, or did not say whether it
  ///   committed
  public <T> T in(CampaignId campaign, Function<OpenTransaction, T> work) {
    return repeated((connection, afterCommit) ->
        done(work, new OpenTransaction(campaign, connection, false, afterCommit)));
  }

  /// As [#in], for work that changes nothing and does not mind that its answers are of several
  /// moments: each message is a transaction by itself, so nobody waits for a commit.
  public <T> T looking(CampaignId campaign, Function<OpenTransaction, T> work) {
    return repeated((connection, afterCommit) ->
        done(work, new OpenTransaction(campaign, connection, true, afterCommit)));
  }

  /// As [#in], for work that asks several questions and changes nothing: all are answered from one
  /// moment, so that no picture is put together of two.
  public <T> T reading(CampaignId campaign, Function<OpenTransaction, T> work) {
    return repeated((connection, afterCommit) -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute("set transaction isolation level repeatable read, read only");
      }
      return done(work, new OpenTransaction(campaign, connection, false, afterCommit));
    });
  }

  private static <T> T done(Function<OpenTransaction, T> work, OpenTransaction transaction) {
    T result = work.apply(transaction);
    transaction.commitTold();
    return result;
  }

  /// Runs `work` for no campaign: it sees no tenant's table, and has the doors in the wall (the
  /// functions of `V1`) and the tables that are no tenant's.
  public <T> T outside(Function<DSLContext, T> work) {
    return repeated((connection, afterCommit) -> work.apply(OpenTransaction.context(connection)));
  }

  private <T> T repeated(Work<T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return once(work);
      } catch (DataAccessException | SQLException e) {
        switch (SqlTrouble.of(e)) {
          case TRY_AGAIN -> {
            if (tries == MOST_TRIES) {
              throw new StoreUnavailable("others were in the way " + tries + " times", e);
            }
            log.atDebug().addKeyValue("tries", tries).log("transaction is tried again");
          }
          case UNAVAILABLE ->
              throw new StoreUnavailable(
                  "the database cannot be reached: " + SqlTrouble.named(e), e);
          case REFUSED -> throw new IllegalStateException("the database refused", e);
        }
      }
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    List<Runnable> afterCommit = new ArrayList<>();
    try (Connection connection = pool.connection()) {
      T result;
      try {
        result = work.run(connection, afterCommit);
      } catch (Throwable e) {
        rollBack(connection, e);
        throw e;
      }
      try {
        connection.commit();
      } finally {
        // Also where the answer was lost: it may well be committed.
        afterCommit.forEach(Runnable::run);
      }
      return result;
    }
  }

  private static void rollBack(Connection connection, Throwable because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e); // the connection is gone, and the transaction with it
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T run(Connection connection, List<Runnable> afterCommit) throws SQLException;
  }
}
