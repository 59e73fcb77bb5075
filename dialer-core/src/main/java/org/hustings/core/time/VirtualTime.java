package org.hustings.core.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A clock that stands still until it is told to move, with its timers and inboxes: everything runs
/// on the thread that moves it, in one fixed order, so a seed reproduces a run.
///
/// Due timers fire by time and, at the same instant, in the order in which they were set; between
/// two timers all messages and all work that they caused are done. Not for use by several threads.
public final class VirtualTime implements InstantSource, Timers, Runners {
  /// So many steps without the clock moving are two parts of the engine talking to each other for
  /// ever.
  private static final int MOST_STEPS_AT_ONE_INSTANT = 10_000_000;

  /// A set, for most timers are cancelled.
  private final NavigableSet<Alarm> alarms =
      new TreeSet<>(Comparator.comparing(Alarm::at).thenComparingLong(Alarm::order));

  private final Queue<Task> ready = new ArrayDeque<>();
  private final List<Failure> failures = new ArrayList<>();
  private final Instant start;
  private Instant now;
  private long alarmsSet;

  public VirtualTime(Instant start) {
    this.start = requireNonNull(start, "start");
    this.now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /// Moves the clock, firing all that falls due on the way, and finishes what that caused.
  public void advanceTo(Instant target) {
    if (target.isBefore(now)) {
      throw new IllegalArgumentException(
          "virtual time does not run backwards: it is " + now + ", got " + target);
    }
    runUntilQuiet();
    while (!alarms.isEmpty() && !alarms.first().at.isAfter(target)) {
      fireNext();
    }
    now = target;
    runUntilQuiet();
  }

  public void advanceBy(Duration time) {
    advanceTo(now.plus(time));
  }

  /// Does all that is to be done at this instant.
  public void runUntilQuiet() {
    for (int steps = 0; steps < MOST_STEPS_AT_ONE_INSTANT; steps++) {
      Task task = ready.poll();
      if (task != null) {
        task.run(failures);
      } else if (!alarms.isEmpty() && !alarms.first().at.isAfter(now)) {
        ready.add(new Task("timer", takeFirst().action));
      } else {
        return;
      }
    }
    throw new IllegalStateException("never quiet at " + now + ", next: " + ready.peek());
  }

  /// Moves to the next timer and does what it causes; false if none is set.
  public boolean advanceToNextTimer() {
    runUntilQuiet();
    if (alarms.isEmpty()) {
      return false;
    }
    fireNext();
    return true;
  }

  /// When the next timer is due.
  public Optional<Instant> nextTimer() {
    return alarms.isEmpty() ? Optional.empty() : Optional.of(alarms.first().at);
  }

  /// What handlers and work threw, in order: a test ends by finding none.
  public List<Failure> failures() {
    return List.copyOf(failures);
  }

  @Override
  public Timer at(Instant at, Runnable action) {
    Alarm alarm = new Alarm(at.isBefore(now) ? now : at, alarmsSet++, action);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  @Override
  public Timer after(Duration wait, Runnable action) {
    return at(now.plus(wait), action);
  }

  @Override
  public Duration elapsed() {
    return Duration.between(start, now);
  }

  @Override
  public <M> Inbox<M> inbox(String name, Consumer<M> handler) {
    return new VirtualInbox<>(name, handler);
  }

  @Override
  public void run(String name, Runnable work) {
    ready.add(new Task(name, work));
  }

  private void fireNext() {
    Alarm alarm = takeFirst();
    now = alarm.at;
    ready.add(new Task("timer", alarm.action));
    runUntilQuiet();
  }

  private Alarm takeFirst() {
    return requireNonNull(alarms.pollFirst(), "no timer is set");
  }

  /// Something thrown where nobody could catch it.
  public record Failure(String name, Throwable cause) {}

  private record Task(String name, Runnable work) {
    void run(List<Failure> failures) {
      try {
        work.run();
      } catch (RuntimeException | Error thrown) {
        failures.add(new Failure(name, thrown));
      }
    }
  }

  /// Identity counts: two alarms for the same action at the same instant are two alarms.
  private static final class Alarm {
    private final Instant at;
    private final long order;
    private final Runnable action;

    Alarm(Instant at, long order, Runnable action) {
      this.at = at;
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

  private final class VirtualInbox<M> implements Inbox<M> {
    private final String name;
    private final Consumer<M> handler;
    private boolean closed;

    VirtualInbox(String name, Consumer<M> handler) {
      this.name = name;
      this.handler = handler;
    }

    @Override
    public void post(M message) {
      ready.add(new Task(name, () -> deliver(message)));
    }

    private void deliver(M message) {
      if (!closed) {
        handler.accept(message);
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
