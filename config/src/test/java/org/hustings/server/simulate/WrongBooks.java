package org.hustings.server.simulate;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hustings.core.attempt.AttemptStore;
import org.hustings.core.credit.CreditStore;
import org.hustings.core.dialing.Transactions;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.CampaignId;
import org.hustings.core.project.ProjectStore;
import org.hustings.core.queue.QueueStore;
import org.hustings.core.session.SessionStore;
import org.hustings.core.voter.DoNotCallList;

/// The stores of a transaction, but for what a subclass gets wrong.
class WrongBooks implements Stores {
  protected final Stores books;

  protected WrongBooks(Stores books) {
    this.books = books;
  }

  /// All transactions with such books. The referee reads the right ones.
  static Transactions in(Transactions right, UnaryOperator<Stores> wrong) {
    return new Transactions() {
      @Override
      public <T> T in(CampaignId campaign, Function<Stores, T> work) {
        return right.in(campaign, stores -> work.apply(wrong.apply(stores)));
      }
    };
  }

  @Override
  public QueueStore queue() {
    return books.queue();
  }

  @Override
  public AttemptStore attempts() {
    return books.attempts();
  }

  @Override
  public SessionStore sessions() {
    return books.sessions();
  }

  @Override
  public ProjectStore projects() {
    return books.projects();
  }

  @Override
  public CreditStore credits() {
    return books.credits();
  }

  @Override
  public DoNotCallList doNotCall() {
    return books.doNotCall();
  }
}
