package org.hustings.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hustings.core.time.Timers;
import org.hustings.core.time.VirtualTime;

/// The machine that servers run on, one after the other. Its clock may be set, and it may sleep:
/// then nothing on it runs, and its steady time stands still, as on Linux.
final class Machine implements InstantSource {
  private final VirtualTime time;
  private final Set<WallAlarm> alarms = new LinkedHashSet<>();
  private Duration ahead = Duration.ZERO;
  private Duration sleptBefore = Duration.ZERO;
  private Instant fellAsleepAt = Instant.MIN;
  private Instant wakesAt = Instant.MIN;

  Machine(VirtualTime time) {
    this.time = time;
  }

  /// What its clock shows.
  @Override
  public Instant instant() {
    return time.instant().plus(ahead);
  }

  void setClock(Duration by) {
    ahead = ahead.plus(by);
    List.copyOf(alarms).forEach(WallAlarm::set);
  }

  void sleep(Duration length) {
    if (!sleeps()) {
      fellAsleepAt = time.instant();
      wakesAt = fellAsleepAt.plus(length);
      var _ = time.at(wakesAt, () -> sleptBefore = sleptBefore.plus(length));
    }
  }

  boolean sleeps() {
    return time.instant().isBefore(wakesAt);
  }

  /// The steady time.
  Duration elapsed() {
    Duration awake = time.elapsed().minus(sleptBefore);
    if (time.instant().isBefore(wakesAt)) {
      return awake.minus(Duration.between(fellAsleepAt, time.instant()));
    }
    return awake;
  }

  /// As soon as it is awake: at once, if it is.
  void whenAwake(Runnable action) {
    if (sleeps()) {
      var _ = time.at(wakesAt, action);
    } else {
      action.run();
    }
  }

  Timers.Timer at(Instant wall, Runnable action) {
    WallAlarm alarm = new WallAlarm(wall, action);
    alarms.add(alarm);
    alarm.set();
    return alarm;
  }

  Timers.Timer after(Duration wait, Runnable action) {
    SteadyAlarm alarm = new SteadyAlarm(elapsed().plus(wait), action);
    alarm.set();
    return alarm;
  }

  /// Goes by the clock, and is set anew whenever that is set.
  private final class WallAlarm implements Timers.Timer {
    private final Instant due;
    private final Runnable action;
    private Timers.Timer timer = () -> {};

    WallAlarm(Instant due, Runnable action) {
      this.due = due;
      this.action = action;
    }

    void set() {
      timer.cancel();
      timer = time.at(due.minus(ahead), () -> whenAwake(this::fire));
    }

    private void fire() {
      if (alarms.remove(this)) {
        action.run();
      }
    }

    @Override
    public void cancel() {
      alarms.remove(this);
      timer.cancel();
    }
  }

  /// Goes by the steady time, which a sleep makes late.
  private final class SteadyAlarm implements Timers.Timer {
    private final Duration due;
    private final Runnable action;
    private Timers.Timer timer = () -> {};
    private boolean cancelled;

    SteadyAlarm(Duration due, Runnable action) {
      this.due = due;
      this.action = action;
    }

    void set() {
      Duration left = due.minus(elapsed());
      timer = time.after(left, () -> whenAwake(this::fire));
    }

    private void fire() {
      if (cancelled) {
        return;
      }
      if (due.compareTo(elapsed()) > 0) {
        set();
      } else {
        action.run();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      timer.cancel();
    }
  }
}
