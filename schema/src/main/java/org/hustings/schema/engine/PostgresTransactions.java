package org.hustings.schema.engine;

import java.util.function.Function;
import org.hustings.core.dialing.Transactions;
import org.hustings.core.id.CampaignId;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.DatabaseAccess;

/// The engine's transactions on PostgreSQL. One for a server: it is here that the server remembers
/// what it has read.
public final class PostgresTransactions implements Transactions {
  private final CampaignTransactions transactions;
  private final EngineMemory memory = new EngineMemory();

  public PostgresTransactions(CampaignTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public <T> T in(CampaignId campaign, Function<Stores, T> work) {
    return with(campaign, work::apply);
  }

  @Override
  public <T> T look(CampaignId campaign, Function<Stores, T> work) {
    return transactions.looking(
        campaign, transaction -> work.apply(new PostgresStores(transaction, memory)));
  }

  /// For work inside this module, which may use more of the stores than the engine's ports.
  public <T> T with(CampaignId campaign, Function<PostgresStores, T> work) {
    return transactions.in(
        campaign, transaction -> work.apply(new PostgresStores(transaction, memory)));
  }

  /// Tells other servers on the database what becomes takeable here, and hears them. Without it a
  /// server that is not alone may serve a worse number than the best for a while.
  public AutoCloseable followOthers(DatabaseAccess access) {
    return followOthers(access, () -> {});
  }

  ReadyWatch followOthers(DatabaseAccess access, Runnable heard) {
    MarkCheck check = new MarkCheck(transactions, memory.claimMarks());
    ReadyWatch watch = new ReadyWatch(access, memory, check, heard);
    watch.start();
    return watch;
  }

  EngineMemory memory() {
    return memory;
  }
}
