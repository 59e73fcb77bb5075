package org.hustings.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LegalWindowTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId PHOENIX = ZoneId.of("America/Phoenix");
  private static final ZoneId DENVER = ZoneId.of("America/Denver");
  private static final LegalWindow EIGHT_TO_NINE = LegalWindow.DEFAULT;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "a second too early, 2026-11-18T07:59:59, false",
    "eight sharp,        2026-11-18T08:00:00, true",
    "the last second,    2026-11-18T20:59:59, true",
    "nine sharp,         2026-11-18T21:00:00, false",
    "leap day,           2028-02-29T20:59:59, true",
  })
  void R7_the_window_closes_at_nine_in_the_voters_zone_not_ours(
      String label, LocalDateTime local, boolean open) {
    assertThat(EIGHT_TO_NINE.isOpen(local.atZone(NEW_YORK).toInstant(), NEW_YORK))
        .as(label)
        .isEqualTo(open);
  }

  /// Arizona keeps standard time, the Navajo Nation within it does not.
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "summer: eight in Denver is seven in Phoenix,  2026-07-01T14:00:00Z, false, 2026-07-01T15:00:00Z",
    "summer: eight in Phoenix,                     2026-07-01T15:00:00Z, true,  2026-07-01T15:00:00Z",
    "summer: nine in the evening in Denver,        2026-07-02T03:00:00Z, false, 2026-07-02T15:00:00Z",
    "winter: both have eight,                      2026-12-01T15:00:00Z, true,  2026-12-01T15:00:00Z",
    "winter: both have nine in the evening,        2026-12-02T04:00:00Z, false, 2026-12-02T15:00:00Z",
  })
  void R7_a_number_of_two_zones_must_be_inside_in_both(
      String label, Instant now, boolean open, Instant next) {
    Set<ZoneId> zones = Set.of(PHOENIX, DENVER);

    assertThat(EIGHT_TO_NINE.isOpen(now, zones)).as(label).isEqualTo(open);
    assertThat(EIGHT_TO_NINE.nextOpening(now, zones)).as(label).contains(next);
  }

  /// In New York the hour from 01:00 happens twice on 2026-11-01, that from 02:00 never on
  /// 2026-03-08.
  @ParameterizedTest(name = "{0}: from {2}")
  @CsvSource({
    "opens twice: the first time,    01:30, 23:00, 2026-11-01T05:29:00Z, 2026-11-01T05:30:00Z",
    "opens twice: the second time,   01:30, 23:00, 2026-11-01T06:10:00Z, 2026-11-01T06:30:00Z",
    "closes and opens with the hour, 00:30, 01:30, 2026-11-01T05:40:00Z, 2026-11-01T06:00:00Z",
    "opens in the gap,               02:30, 23:00, 2026-03-08T06:50:00Z, 2026-03-08T07:00:00Z",
    "lies in the gap: a day later,   02:15, 02:45, 2026-03-08T06:50:00Z, 2026-03-09T06:15:00Z",
    "evening: tomorrow,              08:00, 21:00, 2026-11-18T03:00:00Z, 2026-11-18T13:00:00Z",
    "morning: today,                 08:00, 21:00, 2026-11-18T11:00:00Z, 2026-11-18T13:00:00Z",
    "open: now,                      08:00, 21:00, 2026-11-18T14:00:01Z, 2026-11-18T14:00:01Z",
  })
  void R7_the_next_opening_goes_by_the_clock_on_the_wall(
      String label, LocalTime opens, LocalTime closes, Instant from, Instant next) {
    LegalWindow window = new LegalWindow(opens, closes);

    assertThat(window.nextOpening(from, NEW_YORK)).as(label).isEqualTo(next);
    assertThat(window.isOpen(next, NEW_YORK)).isTrue();
  }

  @Test
  void R7_zones_that_share_no_moment_have_no_opening() {
    LegalWindow narrow = new LegalWindow(LocalTime.of(9, 0), LocalTime.of(10, 0));
    List<ZoneId> apart = List.of(NEW_YORK, ZoneId.of("America/Los_Angeles"));

    assertThat(narrow.nextOpening(Instant.parse("2026-11-18T11:00:00Z"), apart)).isEmpty();
  }

  @Test
  void R7_zones_that_share_a_minute_have_an_opening() {
    LegalWindow narrow = new LegalWindow(LocalTime.of(9, 0), LocalTime.of(12, 1));
    List<ZoneId> apart = List.of(NEW_YORK, ZoneId.of("America/Los_Angeles"));

    assertThat(narrow.nextOpening(Instant.parse("2026-11-18T11:00:00Z"), apart))
        .contains(Instant.parse("2026-11-18T17:00:00Z"));
  }

  @Test
  void a_window_must_open_before_it_closes() {
    assertThatThrownBy(() -> new LegalWindow(LocalTime.NOON, LocalTime.NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 12:00–12:00");
  }
}
