package org.hustings.core.project;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A project's weekly calling hours in its own zone, and the dates on which it is closed (R6).
///
/// A window is the time from one instant to another, so on a day on which the clocks change it
/// begins and ends where `java.time` puts its local times: one that begins in a gap begins later by
/// the length of the gap; one that begins or ends in an overlap does so at the earlier of the two.
///
/// @param windows by weekday, in ascending order, not overlapping; a weekday without windows is
///   closed
public record CallingHours(
    ZoneId zone, Map<DayOfWeek, List<Window>> windows, Set<LocalDate> closedDates) {
  private static final int DAYS_OF_WEEK = 7;

  public CallingHours {
    requireNonNull(zone, "zone");
    Map<DayOfWeek, List<Window>> byDay = new EnumMap<>(DayOfWeek.class);
    windows.forEach((day, ofDay) -> byDay.put(day, List.copyOf(ofDay)));
    byDay.forEach(CallingHours::requireInOrder);
    windows = Map.copyOf(byDay);
    closedDates = Set.copyOf(closedDates);
  }

  private static void requireInOrder(DayOfWeek day, List<Window> windows) {
    for (int next = 1; next < windows.size(); next++) {
      Window before = windows.get(next - 1);
      Window after = windows.get(next);
      if (before.endsWithTheDay() || after.opensAt().isBefore(before.closesAt())) {
        throw new IllegalArgumentException(
            "the calling hours of a day must be in order and must not overlap, got "
                + before
                + " before "
                + after
                + " on "
                + day);
      }
    }
  }

  /// The same windows on every day of the week.
  public static CallingHours daily(ZoneId zone, Window... windows) {
    Map<DayOfWeek, List<Window>> byDay = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      byDay.put(day, List.of(windows));
    }
    return new CallingHours(zone, byDay, Set.of());
  }

  /// The same hours without calling on these dates.
  public CallingHours closedOn(Set<LocalDate> dates) {
    return new CallingHours(zone, windows, dates);
  }

  /// Whether calls may start now.
  public boolean isOpen(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    // Where clocks jump over midnight, the end of a window can fall into the day after its own.
    return opensBy(now, today.minusDays(1)) || opensBy(now, today);
  }

  private boolean opensBy(Instant now, LocalDate date) {
    return windowsOn(date).stream().anyMatch(window -> window.contains(now, date, zone));
  }

  /// The first moment, not before `from`, at which calls may start; empty if that will never be.
  public Optional<Instant> nextOpening(Instant from) {
    if (isOpen(from)) {
      return Optional.of(from);
    }
    LocalDate first = from.atZone(zone).toLocalDate().minusDays(1);
    // After the last closed date one week says all, and a second one covers a window that a gap
    // swallows.
    LocalDate last =
        closedDates.stream()
            .filter(first::isBefore)
            .max(LocalDate::compareTo)
            .orElse(first)
            .plusDays(2L * DAYS_OF_WEEK);
    return first
        .datesUntil(last.plusDays(1))
        .flatMap(date -> windowsOn(date).stream().flatMap(window -> window.opening(date, zone)))
        .filter(opening -> opening.isAfter(from))
        .min(Instant::compareTo);
  }

  private List<Window> windowsOn(LocalDate date) {
    return closedDates.contains(date)
        ? List.of()
        : windows.getOrDefault(date.getDayOfWeek(), List.of());
  }

  /// One window of a day; `closesAt` of midnight means the end of the day.
  public record Window(LocalTime opensAt, LocalTime closesAt) {
    public Window {
      requireNonNull(opensAt, "opensAt");
      requireNonNull(closesAt, "closesAt");
      if (!closesAt.equals(LocalTime.MIDNIGHT) && !opensAt.isBefore(closesAt)) {
        throw new IllegalArgumentException(
            "calling hours must open before they close (00:00 closes at the end of the day), got "
                + opensAt
                + "–"
                + closesAt);
      }
    }

    private boolean endsWithTheDay() {
      return closesAt.equals(LocalTime.MIDNIGHT);
    }

    private Instant opensOn(LocalDate date, ZoneId zone) {
      return date.atTime(opensAt).atZone(zone).toInstant();
    }

    private Instant closesOn(LocalDate date, ZoneId zone) {
      return endsWithTheDay()
          ? date.plusDays(1).atStartOfDay(zone).toInstant()
          : date.atTime(closesAt).atZone(zone).toInstant();
    }

    private boolean contains(Instant now, LocalDate date, ZoneId zone) {
      return !now.isBefore(opensOn(date, zone)) && now.isBefore(closesOn(date, zone));
    }

    /// Empty where a gap leaves nothing of the window.
    private Stream<Instant> opening(LocalDate date, ZoneId zone) {
      Instant opening = opensOn(date, zone);
      return opening.isBefore(closesOn(date, zone)) ? Stream.of(opening) : Stream.empty();
    }

    @Override
    public String toString() {
      return opensAt + "–" + (endsWithTheDay() ? "24:00" : closesAt);
    }
  }
}
