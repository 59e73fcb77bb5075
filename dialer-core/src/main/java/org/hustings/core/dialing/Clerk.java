package org.hustings.core.dialing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.LegId;
import org.hustings.core.time.Inbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes for one session, in order, so that the session itself never waits for the store: while a
/// transaction hangs, the volunteer's legs can still be ended.
///
/// What *must* be written is tried again until it is, and everything after it waits; what is only
/// *asked* fails at once while the store is away. Answers are handed to a consumer, which must only
/// enqueue.
final class Clerk {
  private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  /// Not the store but the work fails, again and again: a bug, which must not hold up the rest.
  private static final int BROKEN_TRIES = 10;

  private final CampaignId campaign;
  private final EnginePorts ports;
  private final Unwritten unwritten;
  private final Inbox<Runnable> inbox;
  private final Deque<Job<?>> stuck = new ArrayDeque<>();
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
      closeIfDone();
    });
  }

  private synchronized void hand(Job<?> job) {
    if (!closed) {
      waiting++;
      unwritten.oneMore();
      inbox.post(() -> take(job));
    }
  }

  private void take(Job<?> job) {
    if (stuck.isEmpty() && done(job)) {
      return;
    }
    job.failed.run();
    if (job.must) {
      stuck.add(job);
      if (stuck.size() == 1) {
        retryLater();
      }
    } else {
      finished();
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
  }

  private void finished() {
    synchronized (this) {
      waiting--;
    }
    unwritten.oneLess();
    closeIfDone();
  }

  private void retryLater() {
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(tries, 5));
    tries++;
    ports
        .time()
        .timers()
        .after(
            wait.compareTo(LONGEST_RETRY) < 0 ? wait : LONGEST_RETRY,
            () -> inbox.post(this::retry));
  }

  /// False if it is to be tried again.
  private <T> boolean done(Job<T> job) {
    T answer;
    try {
      answer = ports.transactions().in(campaign, job.work);
    } catch (StoreUnavailable unavailable) {
      LOG.warn("store unavailable work={} cause={}", job.what, unavailable.getMessage());
      ports.metrics().storeUnavailable();
      return false;
    } catch (RuntimeException broken) {
      LOG.error("work failed work={} tries={}", job.what, tries, broken);
      ports.metrics().broken(EngineMetrics.Invariant.RUNNER_FAILED);
      boolean givenUp = job.must && tries >= BROKEN_TRIES;
      if (givenUp) {
        finished();
      }
      return givenUp;
    }
    try {
      job.then.accept(answer);
    } finally {
      finished();
    }
    return true;
  }

  private synchronized void closeIfDone() {
    if (closing && waiting == 0) {
      closed = true;
      inbox.close();
    }
  }

  private record Job<T>(
      String what, Function<Stores, T> work, Consumer<T> then, Runnable failed, boolean must) {}
}
