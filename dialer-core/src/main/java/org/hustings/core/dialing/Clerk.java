package org.hustings.core.dialing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hustings.core.dialing.Batch.Came;
import org.hustings.core.dialing.Batch.Job;
import org.hustings.core.dialing.Notes.Note;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.LegId;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;

/// Writes for one session, in order, so that the session itself never waits for the store: while a
/// transaction hangs, the volunteer's legs can still be ended.
///
/// What *must* be written is tried again until it is, and everything after it waits; what is only
/// *asked* fails at once while the store is away. Answers are handed to a consumer, which must only
/// enqueue. What nobody waits for is written *soon*: with the next transaction, before that one's
/// work.
///
/// ```
///  soon, soon ──► notes ──┐
///  must, ask ─────────────┴──► one transaction ──► store away: what must be is stuck, and tried again
/// ```
final class Clerk {
  /// So long a note waits for another transaction, and as much may a crash lose: that a call was
  /// accepted, or rang, or how it ended. Each counts for the number as R23 has it of a call of
  /// which nothing is known.
  static final Duration SOON = Duration.ofMillis(200);

  /// The same for what a crash should hardly lose: that a voter answered.
  static final Duration PROMPTLY = Duration.ofMillis(10);

  /// The same for what nothing depends on, since a crash ends every session: what a session is
  /// doing, for the list of sessions.
  static final Duration AT_LEISURE = Duration.ofSeconds(3);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  /// Not the store but the work fails, again and again: a bug, which must not hold up the rest.
  private static final int BROKEN_TRIES = 10;

  private final CampaignId campaign;
  private final EnginePorts ports;
  private final Unwritten unwritten;
  private final Inbox<Runnable> inbox;
  private final Deque<Batch<?>> stuck = new ArrayDeque<>();
  private final Notes notes = new Notes();
  private Optional<Timers.Timer> due = Optional.empty();
  private Duration dueAt = Duration.ZERO;
  private int tries;
  private boolean closing;

  // Guarded by this clerk: whoever hands in a job knows whether it will be done.
  private int waiting;
  private boolean closed;

  Clerk(String name, CampaignId campaign, Office office) {
    this.campaign = campaign;
    this.ports = office.ports();
    this.unwritten = office.unwritten();
    this.inbox = ports.time().runners().inbox(name, Runnable::run);
  }

  /// Writes it, however long that takes.
  ///
  /// @param delayed told if it could not be written at once
  <T> void must(String what, Function<Stores, T> work, Consumer<T> then, Runnable delayed) {
    hand(new Job<>(what, work, then, delayed, true));
  }

  <T> void must(String what, Function<Stores, T> work, Consumer<T> then) {
    must(what, work, then, () -> {});
  }

  /// Writes it, however long that takes; nobody waits for it.
  void write(String what, Consumer<Stores> work) {
    must(
        what,
        stores -> {
          work.accept(stores);
          return what;
        },
        _ -> {});
  }

  /// Writes it, however long that takes, with the next transaction, or in one of its own when this
  /// much time has passed without one. A later note about the same that comes before takes its
  /// place.
  void soon(Duration atMost, Note note) {
    hand(() -> keep(note, atMost));
  }

  /// Keeps what ends a leg after a crash (R23), and tells the telephone network when it is kept.
  ///
  /// @param dialog as [org.hustings.core.telephony.LegEvent.Established] told it
  void keepDialog(LegId leg, String dialog) {
    must(
        "dialog",
        stores -> {
          stores.attempts().storeDialog(leg, ports.server(), dialog);
          return dialog;
        },
        stored -> ports.telephony().dialogStored(leg, stored));
  }

  /// Tries it once.
  ///
  /// @param unavailable told instead of `then` if the store cannot be reached: nothing is known to
  ///   be written
  <T> void ask(String what, Function<Stores, T> work, Consumer<T> then, Runnable unavailable) {
    hand(new Job<>(what, work, then, unavailable, false));
  }

  /// Ends it when all that was handed in is done; what comes later is dropped.
  void close() {
    inbox.post(() -> {
      closing = true;
      writeNotes();
      closeIfDone();
    });
  }

  private void hand(Job<?> job) {
    hand(() -> take(job));
  }

  private synchronized void hand(Runnable message) {
    if (!closed) {
      oneMore();
      inbox.post(message);
    }
  }

  private void keep(Note note, Duration atMost) {
    int before = notes.size();
    notes.keep(note);
    if (notes.size() == before) {
      finished(1);
    }
    if (closing) {
      writeNotes();
    } else {
      writeNotesIn(atMost);
    }
  }

  /// At the latest.
  private void writeNotesIn(Duration wait) {
    Timers timers = ports.time().timers();
    Duration at = timers.elapsed().plus(wait);
    if (due.isEmpty() || at.compareTo(dueAt) < 0) {
      due.ifPresent(Timers.Timer::cancel);
      dueAt = at;
      due = Optional.of(timers.after(wait, () -> inbox.post(this::writeNotes)));
    }
  }

  /// While something is stuck they wait behind it.
  private void writeNotes() {
    if (!notes.isEmpty() && stuck.isEmpty()) {
      oneMore();
      take(Job.NONE);
    }
  }

  private <T> void take(Job<T> job) {
    if (!stuck.isEmpty() && !job.must()) {
      job.failed().run();
      finished(1);
      return;
    }
    Batch<T> batch = new Batch<>(takeNotes(), job);
    if (stuck.isEmpty() && done(batch)) {
      return;
    }
    job.failed().run();
    if (job.must()) {
      stuck.add(batch);
      if (stuck.size() == 1) {
        retryLater();
      }
    } else {
      putBack(batch.notes());
      finished(1);
    }
  }

  private List<Note> takeNotes() {
    due.ifPresent(Timers.Timer::cancel);
    due = Optional.empty();
    return notes.takeAll();
  }

  private void putBack(List<Note> unwrittenNotes) {
    if (!unwrittenNotes.isEmpty()) {
      int all = notes.size() + unwrittenNotes.size();
      notes.putBack(unwrittenNotes);
      finished(all - notes.size());
      writeNotesIn(nextRetry());
    }
  }

  private void retry() {
    while (!stuck.isEmpty()) {
      if (!done(stuck.getFirst())) {
        retryLater();
        return;
      }
      stuck.removeFirst();
      tries = 0;
    }
    writeNotes();
  }

  private void oneMore() {
    synchronized (this) {
      waiting++;
    }
    unwritten.oneMore();
  }

  private void finished(int jobs) {
    synchronized (this) {
      waiting -= jobs;
    }
    for (int i = 0; i < jobs; i++) {
      unwritten.oneLess();
    }
    closeIfDone();
  }

  private void retryLater() {
    ports.time().timers().after(nextRetry(), () -> inbox.post(this::retry));
  }

  private Duration nextRetry() {
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(tries, 5));
    tries++;
    return wait.compareTo(LONGEST_RETRY) < 0 ? wait : LONGEST_RETRY;
  }

  /// False if it is to be tried again.
  private <T> boolean done(Batch<T> batch) {
    int unwrittenNotes = batch.notes().size();
    Came<T> came = batch.write(ports, campaign);
    finished(unwrittenNotes - batch.notes().size());
    return switch (came) {
      case Came.Written<T>(T answer) -> {
        tries = 0;
        try {
          batch.job().then().accept(answer);
        } finally {
          finished(1);
        }
        yield true;
      }
      case Came.StoreAway<T> _ -> false;
      case Came.Broken<T> _ -> {
        boolean givenUp = batch.job().must() && tries >= BROKEN_TRIES;
        if (givenUp) {
          finished(1);
        }
        yield givenUp;
      }
    };
  }

  private synchronized void closeIfDone() {
    if (closing && waiting == 0) {
      closed = true;
      inbox.close();
    }
  }
}
