package org.hustings.core.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Timers by the clock on the wall, on one thread.
///
/// The thread never trusts a long wait: it looks at the clock again at least every [#LONGEST_WAIT],
/// so that a clock which is set forward fires what has become due, and one that is set back makes
/// it wait again, as a scheduled executor (which counts nanoseconds from now) would not.
public final class WallTimers implements Timers, AutoCloseable {
  static final Duration LONGEST_WAIT = Duration.ofMillis(500);
  private static final Logger LOG = LoggerFactory.getLogger(WallTimers.class);

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparing(Alarm::at).thenComparingLong(Alarm::order));
  private long alarmsSet;
  private boolean closed;

  public WallTimers(InstantSource clock) {
    this.clock = requireNonNull(clock, "clock");
    Thread.ofPlatform().daemon().name("timers").start(this::keepTime);
  }

  @Override
  public Timer at(Instant at, Runnable action) {
    lock.lock();
    try {
      Alarm alarm = new Alarm(at, alarmsSet++, action);
      alarms.add(alarm);
      changed.signal();
      return () -> cancel(alarm);
    } finally {
      lock.unlock();
    }
  }

  /// Fires nothing any more; what is set is forgotten.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      alarms.clear();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void cancel(Alarm alarm) {
    lock.lock();
    try {
      alarms.remove(alarm);
    } finally {
      lock.unlock();
    }
  }

  private void keepTime() {
    try {
      while (true) {
        Optional<Alarm> due = awaitDue();
        if (due.isEmpty()) {
          return;
        }
        fire(due.get());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void fire(Alarm alarm) {
    try {
      alarm.action.run();
    } catch (RuntimeException thrown) {
      // Actions only enqueue; one that throws is a bug of ours, and must not stop all others.
      LOG.error("timer action failed", thrown);
    }
  }

  /// Waits for the next due alarm; empty once closed.
  private Optional<Alarm> awaitDue() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        Alarm next = alarms.peek();
        Duration left = next == null ? LONGEST_WAIT : Duration.between(clock.instant(), next.at);
        if (next != null && !left.isPositive()) {
          return Optional.of(alarms.remove());
        }
        long nanos = left.compareTo(LONGEST_WAIT) < 0 ? left.toNanos() : LONGEST_WAIT.toNanos();
        boolean _ = changed.await(nanos, TimeUnit.NANOSECONDS);
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// Identity counts, as in a set of alarms that may be equal in all else.
  private static final class Alarm {
    private final Instant at;
    private final long order;
    private final Runnable action;

    Alarm(Instant at, long order, Runnable action) {
      this.at = requireNonNull(at, "at");
      this.order = order;
      this.action = requireNonNull(action, "action");
    }

    Instant at() {
      return at;
    }

    long order() {
      return order;
    }
  }
}
