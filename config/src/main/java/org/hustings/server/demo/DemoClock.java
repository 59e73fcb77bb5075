package org.hustings.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/// The clock of the demo: the real one while voters may be called, else one that is ahead, so that
/// there is something to see at night, too.
final class DemoClock {
  private static final ZoneId VOTERS = ZoneId.of("America/New_York");
  private static final LocalTime EARLIEST = LocalTime.of(11, 0);
  private static final LocalTime LATEST = LocalTime.of(19, 0);
  private static final LocalTime INSTEAD = LocalTime.of(14, 0);

  private DemoClock() {}

  /// @param real the real clock
  static InstantSource over(InstantSource real) {
    Instant now = real.instant();
    Duration ahead = ahead(now);
    return ahead.isZero() ? real : () -> real.instant().plus(ahead);
  }

  /// How far the demo is ahead of `now`.
  static Duration ahead(Instant now) {
    ZonedDateTime local = now.atZone(VOTERS);
    LocalTime time = local.toLocalTime();
    if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
      return Duration.ZERO;
    }
    ZonedDateTime afternoon = local.with(INSTEAD);
    return Duration.between(local, afternoon.isAfter(local) ? afternoon : afternoon.plusDays(1));
  }
}
