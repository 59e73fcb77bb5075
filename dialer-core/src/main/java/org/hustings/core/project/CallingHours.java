package org.hustings.core.project;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A project's weekly calling hours in its own zone, and the dates on which it is closed (R6).
///
/// @param windows by weekday, in ascending order, not overlapping; a weekday without windows is
///   closed
public record CallingHours(
    ZoneId zone, Map<DayOfWeek, List<Window>> windows, Set<LocalDate> closedDates) {
  public CallingHours {
    requireNonNull(zone, "zone");
    windows = Map.copyOf(windows);
    closedDates = Set.copyOf(closedDates);
  }

  /// One window of a day; `closesAt` of midnight means the end of the day.
  public record Window(LocalTime opensAt, LocalTime closesAt) {}
}
