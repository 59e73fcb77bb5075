package org.hustings.core.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Timers of a real machine, on one thread.
///
/// What waits for an instant of the wall's clock never trusts a long wait: the thread looks at that
/// clock again at least every [#LONGEST_WAIT], so that a clock which is set forward fires what has
/// become due, and one that is set back makes it wait again. What waits for a while counts the
/// machine's steady nanoseconds and takes no notice.
public final class WallTimers implements Timers, AutoCloseable {
  static final Duration LONGEST_WAIT = Duration.ofMillis(500);
  private static final Logger LOG = LoggerFactory.getLogger(WallTimers.class);

  private final InstantSource clock;
  private final LongSupplier steadyNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Alarm<Instant>> byWall = new PriorityQueue<>();
  private final PriorityQueue<Alarm<Duration>> bySteady = new PriorityQueue<>();
  private long alarmsSet;
  private boolean closed;

  public WallTimers(InstantSource clock) {
    this(clock, System::nanoTime);
  }

  /// @param steadyNanos counts on whatever is done to the clock, as `System.nanoTime()` does
  WallTimers(InstantSource clock, LongSupplier steadyNanos) {
    this.clock = requireNonNull(clock, "clock");
    this.steadyNanos = requireNonNull(steadyNanos, "steadyNanos");
    Thread.ofPlatform().daemon().name("timers").start(this::keepTime);
  }

  @Override
  public Timer at(Instant at, Runnable action) {
    return set(byWall, requireNonNull(at, "at"), action);
  }

  @Override
  public Timer after(Duration wait, Runnable action) {
    return set(bySteady, elapsed().plus(wait), action);
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(steadyNanos.getAsLong());
  }

  private <T extends Comparable<T>> Timer set(
      PriorityQueue<Alarm<T>> alarms, T due, Runnable action) {
    lock.lock();
    try {
      Alarm<T> alarm = new Alarm<>(due, alarmsSet++, action);
      alarms.add(alarm);
      changed.signal();
      return () -> cancel(alarms, alarm);
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
      byWall.clear();
      bySteady.clear();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private <T extends Comparable<T>> void cancel(PriorityQueue<Alarm<T>> alarms, Alarm<T> alarm) {
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
        Optional<Runnable> due = awaitDue();
        if (due.isEmpty()) {
          return;
        }
        fire(due.get());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void fire(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException thrown) {
      // Actions only enqueue; one that throws is a bug of ours, and must not stop all others.
      LOG.error("timer action failed", thrown);
    }
  }

  /// Waits for the next due alarm; empty once closed.
  private Optional<Runnable> awaitDue() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        Duration left = untilWall();
        if (!left.isPositive()) {
          return Optional.of(byWall.remove().action);
        }
        Duration leftSteady = untilSteady();
        if (!leftSteady.isPositive()) {
          return Optional.of(bySteady.remove().action);
        }
        Duration wait = left.compareTo(leftSteady) < 0 ? left : leftSteady;
        boolean _ = changed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private Duration untilWall() {
    Alarm<Instant> next = byWall.peek();
    return next == null ? LONGEST_WAIT : atMost(Duration.between(clock.instant(), next.due));
  }

  private Duration untilSteady() {
    Alarm<Duration> next = bySteady.peek();
    return next == null ? LONGEST_WAIT : atMost(next.due.minus(elapsed()));
  }

  private static Duration atMost(Duration left) {
    return left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
  }

  /// Identity counts, as in a set of alarms that may be equal in all else.
  private static final class Alarm<T extends Comparable<T>> implements Comparable<Alarm<T>> {
    private final T due;
    private final long order;
    private final Runnable action;

    Alarm(T due, long order, Runnable action) {
      this.due = due;
      this.order = order;
      this.action = requireNonNull(action, "action");
    }

    /// Ties go to the one that was set first, so that no two are the same.
    @Override
    public int compareTo(Alarm<T> other) {
      int byDue = due.compareTo(other.due);
      return byDue != 0 ? byDue : Long.compare(order, other.order);
    }
  }
}
