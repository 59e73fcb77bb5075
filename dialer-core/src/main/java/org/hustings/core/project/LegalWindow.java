package org.hustings.core.project;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/// The time of day, by the called party's clock, within which anybody may be called at all (R7).
///
/// @param opensAt first moment at which a call may start
/// @param closesAt first moment at which none may
public record LegalWindow(LocalTime opensAt, LocalTime closesAt) {
  /// 08:00–21:00, 47 CFR 64.1200(c)(1).
  public static final LegalWindow DEFAULT =
      new LegalWindow(LocalTime.of(8, 0), LocalTime.of(21, 0));

  public LegalWindow {
    if (!opensAt.isBefore(closesAt)) {
      throw new IllegalArgumentException(
          "the legal window must open before it closes, got " + opensAt + "–" + closesAt);
    }
  }

  public boolean isOpen(Instant now, ZoneId zone) {
    LocalTime local = now.atZone(zone).toLocalTime();
    return !local.isBefore(opensAt) && local.isBefore(closesAt);
  }
}
