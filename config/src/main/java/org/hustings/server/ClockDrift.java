package org.hustings.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// How far the clock on the wall has gone ahead of the machine's steady clock since the server
/// started. It creeps while the time is being adjusted and leaps when the clock is set or the
/// machine has slept; hours, leases and delays are counted by the clock on the wall.
final class ClockDrift {
  private final InstantSource wall;
  private final LongSupplier steadyNanos;
  private final Instant wallAtStart;
  private final long steadyAtStart;

  /// @param steadyNanos counts on whatever is done to the clock, as `System.nanoTime()` does
  ClockDrift(InstantSource wall, LongSupplier steadyNanos) {
    this.wall = wall;
    this.steadyNanos = steadyNanos;
    this.wallAtStart = wall.instant();
    this.steadyAtStart = steadyNanos.getAsLong();
  }

  /// Seconds; negative if the clock was set back.
  double seconds() {
    Duration byWall = Duration.between(wallAtStart, wall.instant());
    return byWall.minusNanos(steadyNanos.getAsLong() - steadyAtStart).toNanos() / 1e9;
  }
}
