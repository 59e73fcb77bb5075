package org.hustings.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hustings.core.project.CallingHours.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallingHoursTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final CallingHours OFFICE =
      new CallingHours(
          NEW_YORK,
          Map.of(
              DayOfWeek.MONDAY, List.of(window("09:00", "12:00"), window("13:00", "20:00")),
              DayOfWeek.TUESDAY, List.of(window("09:00", "20:00")),
              DayOfWeek.SATURDAY, List.of(window("20:00", "00:00")),
              DayOfWeek.SUNDAY, List.of(window("00:00", "01:00"))),
          Set.of(LocalDate.of(2026, 11, 3)));

  @ParameterizedTest(name = "{0}: {1} is {2}, next opening {3}")
  @CsvSource({
    "before the first window,        2026-11-02T08:59:59, closed, 2026-11-02T09:00",
    "at the opening,                 2026-11-02T09:00:00, open,   2026-11-02T09:00",
    "just before the lunch,          2026-11-02T11:59:59, open,   2026-11-02T11:59:59",
    "at lunch,                       2026-11-02T12:00:00, closed, 2026-11-02T13:00",
    "in the second window,           2026-11-02T13:00:00, open,   2026-11-02T13:00",
    "at the closing,                 2026-11-09T20:00:00, closed, 2026-11-10T09:00",
    "before a closed date,           2026-11-02T20:00:00, closed, 2026-11-07T20:00",
    "on a closed date,               2026-11-03T10:00:00, closed, 2026-11-07T20:00",
    "the same weekday a week later,  2026-11-10T10:00:00, open,   2026-11-10T10:00",
    "a day without windows,          2026-11-04T10:00:00, closed, 2026-11-07T20:00",
    "to the end of the day,          2026-11-07T23:59:59, open,   2026-11-07T23:59:59",
    "over midnight by two windows,   2026-11-08T00:00:00, open,   2026-11-08T00:00",
    "after it,                       2026-11-08T01:00:00, closed, 2026-11-09T09:00",
    "leap day is a day like others,  2028-02-29T08:00:00, closed, 2028-02-29T09:00",
    "within leap day,                2028-02-29T19:59:59, open,   2028-02-29T19:59:59",
  })
  void R6_a_project_is_open_within_its_windows(
      String label, LocalDateTime local, String expected, LocalDateTime next) {
    Instant now = local.atZone(NEW_YORK).toInstant();

    assertThat(OFFICE.isOpen(now)).as(label).isEqualTo("open".equals(expected));
    assertThat(OFFICE.nextOpening(now)).as(label).contains(next.atZone(NEW_YORK).toInstant());
  }

  /// 2026-03-08: at 02:00 EST clocks go to 03:00 EDT (07:00Z). 2026-11-01: at 02:00 EDT they go
  /// back to 01:00 EST (06:00Z). Instants in UTC, since local times are what is in question.
  @ParameterizedTest(name = "{0}: window {1}, open {3} to {4}")
  @CsvSource({
    "spring: over the gap,             01:00-04:00, 2026-03-08, 06:00, 08:00",
    "spring: begins in the gap,        02:30-05:00, 2026-03-08, 07:30, 09:00",
    "spring: ends in the gap,          01:00-02:30, 2026-03-08, 06:00, 07:30",
    "spring: wholly in the gap,        02:15-02:45, 2026-03-08, 07:15, 07:45",
    "autumn: over the overlap,         00:30-03:00, 2026-11-01, 04:30, 08:00",
    "autumn: begins in the overlap,    01:30-04:00, 2026-11-01, 05:30, 09:00",
    "autumn: ends in the overlap,      00:00-01:30, 2026-11-01, 04:00, 05:30",
    "autumn: wholly in the overlap,    01:15-01:45, 2026-11-01, 05:15, 05:45",
    "autumn: day ends an hour later,   20:00-00:00, 2026-11-01, 25:00, 29:00",
  })
  void R6_windows_follow_the_clocks_when_they_change(
      String label, String window, LocalDate date, String opensUtc, String closesUtc) {
    List<String> ends = List.of(window.split("-"));
    CallingHours hours = CallingHours.daily(NEW_YORK, window(ends.get(0), ends.get(1)));
    Instant opens = utc(date, opensUtc);
    Instant closes = utc(date, closesUtc);

    assertThat(hours.isOpen(opens.minusMillis(1))).as("before").isFalse();
    assertThat(hours.nextOpening(opens.minusMillis(1))).as("next").contains(opens);
    assertThat(hours.isOpen(opens)).as("opens").isTrue();
    assertThat(hours.isOpen(closes.minusMillis(1))).as("last moment").isTrue();
    assertThat(hours.isOpen(closes)).as("closes").isFalse();
  }

  @Test
  void R6_a_window_of_which_the_gap_leaves_nothing_does_not_open_that_day() {
    // 02:30 becomes 03:30, after 03:15.
    CallingHours hours = CallingHours.daily(NEW_YORK, window("02:30", "03:15"));

    assertThat(hours.nextOpening(utc(LocalDate.of(2026, 3, 8), "06:00")))
        .contains(utc(LocalDate.of(2026, 3, 9), "06:30"));
    assertThat(hours.isOpen(utc(LocalDate.of(2026, 3, 8), "07:10"))).isFalse();
  }

  @Test
  void R6_where_midnight_is_skipped_the_evening_ends_with_the_day() {
    // Havana goes from 00:00 to 01:00 on 2026-03-08 (05:00Z).
    CallingHours hours = CallingHours.daily(ZoneId.of("America/Havana"), window("23:00", "00:00"));

    assertThat(hours.isOpen(Instant.parse("2026-03-08T04:59:59Z"))).isTrue();
    assertThat(hours.isOpen(Instant.parse("2026-03-08T05:00:00Z"))).isFalse();
  }

  @Test
  void R6_a_window_that_a_gap_pushes_over_midnight_is_open_then() {
    // Cairo goes from 00:00 to 01:00 on Friday 2026-04-24 (22:00Z the day before).
    CallingHours hours = CallingHours.daily(ZoneId.of("Africa/Cairo"), window("00:30", "02:00"));

    assertThat(hours.nextOpening(Instant.parse("2026-04-23T21:00:00Z")))
        .contains(Instant.parse("2026-04-23T22:30:00Z"));
    assertThat(hours.isOpen(Instant.parse("2026-04-23T22:45:00Z"))).isTrue();
  }

  @Test
  void R6_a_closed_season_is_passed_over_however_long_it_is() {
    Set<LocalDate> closed =
        LocalDate.of(2026, 11, 2).datesUntil(LocalDate.of(2028, 11, 6)).collect(Collectors.toSet());
    CallingHours hours = CallingHours.daily(NEW_YORK, window("09:00", "10:00")).closedOn(closed);

    assertThat(hours.nextOpening(Instant.parse("2026-11-02T00:00:00Z")))
        .contains(Instant.parse("2028-11-06T14:00:00Z"));
  }

  @Test
  void R6_the_last_closed_date_may_take_the_only_weekday() {
    CallingHours mondays =
        new CallingHours(
            NEW_YORK,
            Map.of(DayOfWeek.MONDAY, List.of(window("09:00", "10:00"))),
            Set.of(LocalDate.of(2026, 11, 9)));

    assertThat(mondays.nextOpening(Instant.parse("2026-11-08T12:00:00Z")))
        .contains(Instant.parse("2026-11-16T14:00:00Z"));
  }

  @Test
  void R6_hours_without_windows_never_open() {
    CallingHours never = new CallingHours(NEW_YORK, Map.of(), Set.of());

    assertThat(never.nextOpening(Instant.parse("2026-11-02T00:00:00Z")))
        .isEqualTo(Optional.empty());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "opens when it closes,     09:00-09:00, 'open before they close (00:00 closes at the end of the day), got 09:00–09:00'",
    "opens after it closes,    21:00-09:00, 'got 21:00–09:00'",
  })
  void a_window_that_cannot_be_is_refused(String label, String window, String message) {
    List<String> ends = List.of(window.split("-"));

    assertThatThrownBy(() -> window(ends.get(0), ends.get(1)))
        .as(label)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "out of order,                 13:00-14:00, 09:00-10:00, 13:00–14:00 before 09:00–10:00 on MONDAY",
    "overlapping,                  09:00-13:00, 12:59-20:00, 09:00–13:00 before 12:59–20:00 on MONDAY",
    "after one that ends the day,  20:00-00:00, 22:00-23:00, 20:00–24:00 before 22:00–23:00 on MONDAY",
  })
  void windows_out_of_order_are_refused(String label, String one, String other, String message) {
    List<Window> windows =
        List.of(
            window(one.substring(0, 5), one.substring(6)),
            window(other.substring(0, 5), other.substring(6)));

    assertThatThrownBy(
            () -> new CallingHours(NEW_YORK, Map.of(DayOfWeek.MONDAY, windows), Set.of()))
        .as(label)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not overlap, got " + message);
  }

  @Test
  void windows_may_touch() {
    CallingHours hours =
        CallingHours.daily(NEW_YORK, window("09:00", "12:00"), window("12:00", "13:00"));

    assertThat(hours.isOpen(Instant.parse("2026-11-02T17:00:00Z"))).isTrue();
  }

  private static Window window(String opens, String closes) {
    return new Window(LocalTime.parse(opens), LocalTime.parse(closes));
  }

  /// "25:00" is one o'clock of the day after.
  private static Instant utc(LocalDate date, String time) {
    int hour = Integer.parseInt(time.substring(0, 2));
    int minute = Integer.parseInt(time.substring(3));
    return date.atStartOfDay().plusHours(hour).plusMinutes(minute).toInstant(ZoneOffset.UTC);
  }
}
