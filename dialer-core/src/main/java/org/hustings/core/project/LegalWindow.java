package org.hustings.core.project;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/// The time of day, by the called party's clock, within which anybody may be called at all (R7).
///
/// Unlike a project's hours this is about what the clock on the wall says: while an hour happens
/// twice, it is outside twice.
///
/// @param opensAt first moment at which a call may start
/// @param closesAt first moment at which none may
public record LegalWindow(LocalTime opensAt, LocalTime closesAt) {
  /// 08:00–21:00, 47 CFR 64.1200(c)(1).
  public static final LegalWindow DEFAULT =
      new LegalWindow(LocalTime.of(8, 0), LocalTime.of(21, 0));

  /// How far ahead a common opening is looked for. Zones that share no moment today share none on
  /// any day, but for changes of the clocks.
  private static final Duration HORIZON = Duration.ofDays(8);

  public LegalWindow {
    requireNonNull(opensAt, "opensAt");
    requireNonNull(closesAt, "closesAt");
    if (!opensAt.isBefore(closesAt)) {
      throw new IllegalArgumentException(
          "the legal window must open before it closes, got " + opensAt + "–" + closesAt);
    }
  }

  public boolean isOpen(Instant now, ZoneId zone) {
    LocalTime local = now.atZone(zone).toLocalTime();
    return !local.isBefore(opensAt) && local.isBefore(closesAt);
  }

  /// Whether the window is open in every one of these zones.
  public boolean isOpen(Instant now, Collection<ZoneId> zones) {
    return zones.stream().allMatch(zone -> isOpen(now, zone));
  }

  /// The first moment, not before `from`, at which the window is open in all zones at once; empty
  /// if they lie too far apart for that.
  public Optional<Instant> nextOpening(Instant from, Collection<ZoneId> zones) {
    Instant at = from;
    while (!at.isAfter(from.plus(HORIZON))) {
      Instant reached = at;
      Optional<Instant> latest =
          zones.stream().map(zone -> nextOpening(reached, zone)).max(Instant::compareTo);
      if (latest.isEmpty() || latest.get().equals(at)) {
        return Optional.of(at);
      }
      at = latest.get();
    }
    return Optional.empty();
  }

  /// The first moment, not before `from`, at which the window is open in this zone.
  public Instant nextOpening(Instant from, ZoneId zone) {
    if (isOpen(from, zone)) {
      return from;
    }
    LocalDate today = from.atZone(zone).toLocalDate();
    return today
        .datesUntil(today.plusDays(3))
        .flatMap(date -> openings(date, zone))
        .filter(opening -> opening.isAfter(from) && isOpen(opening, zone))
        .min(Instant::compareTo)
        .orElseThrow(() -> new IllegalStateException(this + " never opens in " + zone));
  }

  /// Where the window can begin on a day: at its opening time, which can come twice, or where the
  /// clocks change.
  private Stream<Instant> openings(LocalDate date, ZoneId zone) {
    Stream<Instant> atOpeningTime =
        zone.getRules().getValidOffsets(date.atTime(opensAt)).stream()
            .map(offset -> date.atTime(opensAt).toInstant(offset));
    Instant midnight = date.atStartOfDay(zone).toInstant();
    Stream<Instant> whereClocksChange =
        Stream.ofNullable(zone.getRules().nextTransition(midnight))
            .map(ZoneOffsetTransition::getInstant);
    return Stream.concat(atOpeningTime, whereClocksChange);
  }
}
