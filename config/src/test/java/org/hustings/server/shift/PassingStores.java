package org.hustings.server.shift;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore;
import org.hustings.core.credit.CreditStore;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ServerId;
import org.hustings.core.project.ProjectStore;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.QueueStore;
import org.hustings.core.session.SessionStore;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.voter.DoNotCallList;

/// The stores, but another one for the attempts.
public record PassingStores(Stores stores, UnaryOperator<AttemptStore> wrong) implements Stores {
  @Override
  public QueueStore queue() {
    return stores.queue();
  }

  @Override
  public AttemptStore attempts() {
    return wrong.apply(stores.attempts());
  }

  @Override
  public SessionStore sessions() {
    return stores.sessions();
  }

  @Override
  public ProjectStore projects() {
    return stores.projects();
  }

  @Override
  public CreditStore credits() {
    return stores.credits();
  }

  @Override
  public DoNotCallList doNotCall() {
    return stores.doNotCall();
  }

  /// Passes everything on, but for what a subclass gets wrong.
  public static class Attempts implements AttemptStore {
    protected final AttemptStore books;

    protected Attempts(AttemptStore books) {
      this.books = books;
    }

    @Override
    public boolean begin(Attempt attempt, Hold hold) {
      return books.begin(attempt, hold);
    }

    @Override
    public Optional<Attempt> find(AttemptId id) {
      return books.find(id);
    }

    @Override
    public Optional<File> lockFile(AttemptId id) {
      return books.lockFile(id);
    }

    @Override
    public void progress(AttemptId id, Attempt.Progress progress) {
      books.progress(id, progress);
    }

    @Override
    public void ended(AttemptId id, LegEnd end, Instant at) {
      books.ended(id, end, at);
    }

    @Override
    public void storeDialog(LegId leg, ServerId server, String dialog) {
      books.storeDialog(leg, server, dialog);
    }

    @Override
    public void forgetDialog(LegId leg) {
      books.forgetDialog(leg);
    }

    @Override
    public List<StoredLeg> dialogsOf(ServerId server) {
      return books.dialogsOf(server);
    }

    @Override
    public List<Attempt> openOf(ServerId server) {
      return books.openOf(server);
    }

    @Override
    public Optional<Attempt> openAt(PhoneId phone) {
      return books.openAt(phone);
    }

    @Override
    public Written dispose(DispositionRow row) {
      return books.dispose(row);
    }

    @Override
    public Optional<DispositionRow> dispositionOf(AttemptId id) {
      return books.dispositionOf(id);
    }
  }
}
