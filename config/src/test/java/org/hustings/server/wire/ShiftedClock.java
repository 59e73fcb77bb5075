package org.hustings.server.wire;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that runs as the real one does, but began where the test wants it, and jumps when it is
/// told to: sound takes its time, half an hour of waiting need not.
final class ShiftedClock implements InstantSource {
  private static final InstantSource REAL = Clock.systemUTC();

  private volatile Duration shift;

  private ShiftedClock(Duration shift) {
    this.shift = shift;
  }

  /// A Wednesday morning, ten o'clock in New York: everybody may be called.
  static ShiftedClock inTheMorning() {
    return startingAt(Instant.parse("2026-11-18T15:00:00Z"));
  }

  static ShiftedClock startingAt(Instant start) {
    return new ShiftedClock(Duration.between(REAL.instant(), start));
  }

  @Override
  public Instant instant() {
    return REAL.instant().plus(shift);
  }

  /// The time that the machine's clock shows when this one shows that. Since the last jump.
  Instant inReality(Instant shifted) {
    return shifted.minus(shift);
  }

  /// Skips some time. What falls due within it happens now.
  void jump(Duration time) {
    shift = shift.plus(time);
  }
}
