package org.hustings.schema.engine;

import org.hustings.core.attempt.AttemptStore;
import org.hustings.core.credit.CreditStore;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.project.ProjectStore;
import org.hustings.core.session.SessionStore;
import org.hustings.core.voter.DoNotCallList;
import org.hustings.schema.connection.OpenTransaction;

/// The engine's stores in one transaction.
public final class PostgresStores implements Stores {
  private final OpenTransaction transaction;
  private final EngineMemory memory;
  private final PostgresQueueStore queue;

  PostgresStores(OpenTransaction transaction, EngineMemory memory) {
    this.transaction = transaction;
    this.memory = memory;
    this.queue = new PostgresQueueStore(transaction, memory);
  }

  /// For what belongs to no store of the engine.
  public OpenTransaction transaction() {
    return transaction;
  }

  @Override
  public PostgresQueueStore queue() {
    return queue;
  }

  @Override
  public AttemptStore attempts() {
    return new PostgresAttemptStore(
        transaction, new ProjectRows(transaction, memory.knownSettings()));
  }

  @Override
  public SessionStore sessions() {
    return new PostgresSessionStore(transaction);
  }

  @Override
  public ProjectStore projects() {
    return new PostgresProjectStore(transaction, memory.knownSettings());
  }

  @Override
  public CreditStore credits() {
    return new PostgresCreditStore(transaction);
  }

  @Override
  public DoNotCallList doNotCall() {
    return new PostgresDoNotCallList(transaction);
  }
}
