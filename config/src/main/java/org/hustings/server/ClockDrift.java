package org.hustings.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far the clock on the wall has gone ahead of the machine's steady clock since the server
/// started. It creeps while the time is being adjusted and leaps when the clock is set or the
/// machine has slept; hours, leases and delays are counted by the clock on the wall.
///
/// Some sleep with the steady clock running on: a process that was stopped, a container that was
/// frozen. That is a standstill, seen by a look that comes late.
final class ClockDrift {
  /// How often [#look] wants to be called.
  static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(5);

  private static final Duration LEAP = Duration.ofSeconds(2);
  private static final Duration LATE = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(ClockDrift.class);

  private final InstantSource wall;
  private final LongSupplier steadyNanos;
  private final Counter stoodStill;
  private final Instant wallAtStart;
  private final long steadyAtStart;
  private Duration driftSeen = Duration.ZERO;
  private long lookedAt;

  /// @param steadyNanos counts on whatever is done to the clock, as `System.nanoTime()` does
  /// @param meters get the drift as a gauge and the standstills as a counter of seconds
  ClockDrift(InstantSource wall, LongSupplier steadyNanos, MeterRegistry meters) {
    this.wall = wall;
    this.steadyNanos = steadyNanos;
    this.wallAtStart = wall.instant();
    this.steadyAtStart = steadyNanos.getAsLong();
    this.lookedAt = steadyAtStart;
    this.stoodStill =
        Counter.builder("hustings.standstill.seconds")
            .description("For how long the whole process did not run, though time went on")
            .register(meters);
    Gauge.builder("hustings.clock.drift.seconds", this::seconds)
        .description("How far the clock has gone ahead of the steady clock since the start")
        .register(meters);
  }

  /// Negative if the clock was set back. From any thread.
  double seconds() {
    return drift().toNanos() / 1e9;
  }

  private Duration drift() {
    Duration byWall = Duration.between(wallAtStart, wall.instant());
    return byWall.minusNanos(steadyNanos.getAsLong() - steadyAtStart);
  }

  /// Says in the log if the clock has leapt or the process has stood still since the last look. By
  /// one thread.
  void look() {
    Duration drift = drift();
    Duration leap = drift.minus(driftSeen);
    driftSeen = drift;
    if (leap.abs().compareTo(LEAP) > 0) {
      log.atWarn()
          .setMessage("The clock was set, or the machine slept: see ClockStepped")
          .addKeyValue("event", "clock-stepped")
          .addKeyValue("seconds", leap.toSeconds())
          .log();
    }
    long now = steadyNanos.getAsLong();
    Duration late = Duration.ofNanos(now - lookedAt).minus(LOOKED_AT_EVERY);
    lookedAt = now;
    if (late.compareTo(LATE) > 0) {
      stoodStill.increment(late.toNanos() / 1e9);
      log.atWarn()
          .setMessage(
              "Nothing ran for a while: the process was stopped or got no CPU: see ClockStepped")
          .addKeyValue("event", "stood-still")
          .addKeyValue("seconds", late.toSeconds())
          .log();
    }
  }
}
