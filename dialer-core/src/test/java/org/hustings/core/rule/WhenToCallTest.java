package org.hustings.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hustings.core.contract.Settings;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.project.CallingHours;
import org.hustings.core.project.Project;
import org.hustings.core.queue.QueueStore.Openings;
import org.hustings.core.rule.WhenToCall.CallBackTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WhenToCallTest {
  private static final ZoneId NEW_YORK = Settings.NEW_YORK;
  private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
  private static final ZoneId HONOLULU = ZoneId.of("Pacific/Honolulu");
  private static final WhenToCall WHEN = new WhenToCall(_ -> Set.of(NEW_YORK, LOS_ANGELES));
  private static final Project MORNINGS = project("09:00", "12:00", Set.of());

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "both open: now,                          New_York,    2026-11-18T15:00:00Z,"
        + " 2026-11-18T15:00:00Z",
    "before the hours: their opening,         New_York,    2026-11-18T12:00:00Z,"
        + " 2026-11-18T14:00:00Z",
    "open here but early there: eight there,  Los_Angeles, 2026-11-18T14:00:00Z,"
        + " 2026-11-18T16:00:00Z",
    "late in the evening: tomorrow,           New_York,    2026-11-18T23:00:00Z,"
        + " 2026-11-19T14:00:00Z",
  })
  void R18_the_next_possible_time_is_within_hours_and_window(
      String label, String zone, Instant from, Instant next) {
    Set<ZoneId> zones = Set.of(ZoneId.of("America/" + zone));

    assertThat(WHEN.nextPossible(MORNINGS, zones, from)).as(label).contains(next);
    assertThat(WHEN.isOpen(MORNINGS, zones, from)).as(label).isEqualTo(from.equals(next));
  }

  @Test
  void R6_R7_hours_that_never_meet_the_window_have_no_next_time() {
    // Noon in New York is seven in Honolulu.
    assertThat(WHEN.nextPossible(MORNINGS, Set.of(HONOLULU), Instant.parse("2026-11-18T15:00:00Z")))
        .isEmpty();
  }

  @Test
  void R6_a_project_that_is_closed_for_months_opens_after_them() {
    Set<LocalDate> winter =
        LocalDate.of(2026, 11, 18).datesUntil(LocalDate.of(2027, 4, 1)).collect(Collectors.toSet());

    assertThat(
            WHEN.nextPossible(
                project("09:00", "12:00", winter),
                Set.of(NEW_YORK),
                Instant.parse("2026-11-18T15:00:00Z")))
        .contains(Instant.parse("2027-04-01T13:00:00Z"));
  }

  @Test
  void R7_unknown_zones_are_all_zones_of_the_country() {
    Instant tenInNewYork = Instant.parse("2026-11-18T15:00:00Z");

    assertThat(WHEN.zonesOpen(MORNINGS, Set.of(), tenInNewYork)).isFalse();
    assertThat(WHEN.nextPossible(MORNINGS, Set.of(), tenInNewYork))
        .contains(Instant.parse("2026-11-18T16:00:00Z"));
    assertThat(WHEN.zonesOpen(MORNINGS, tenInNewYork).test(Set.of(NEW_YORK))).isTrue();
    assertThat(WHEN.zonesOpen(MORNINGS, tenInNewYork).test(Set.of(LOS_ANGELES))).isFalse();
  }

  @Test
  void R7_where_the_country_is_not_known_either_nothing_is_open() {
    WhenToCall lost = new WhenToCall(_ -> Set.of());
    Instant noon = Instant.parse("2026-11-18T17:00:00Z");

    assertThat(lost.zonesOpen(MORNINGS, Set.of(), noon)).isFalse();
    assertThat(lost.nextPossible(MORNINGS, Set.of(), noon)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "within both,             2026-11-19T15:00:00Z, 2026-11-19T15:00:00Z, true",
    "at the very opening,     2026-11-19T14:00:00Z, 2026-11-19T14:00:00Z, true",
    "outside the hours,       2026-11-19T18:00:00Z, 2026-11-20T14:00:00Z, false",
    "in the past,             2026-11-17T15:00:00Z, 2026-11-18T16:30:00Z, false",
    "now is no later,         2026-11-18T16:30:00Z, 2026-11-18T16:30:00Z, false",
  })
  void R18_a_call_back_outside_the_hours_is_refused_with_the_next_possible_time(
      String label, Instant at, Instant next, boolean possible) {
    Instant now = Instant.parse("2026-11-18T16:30:00Z");
    CallBackTime answer = WHEN.callBackAt(MORNINGS, Set.of(NEW_YORK), at, now);

    assertThat(answer)
        .as(label)
        .isEqualTo(
            possible
                ? new CallBackTime.Possible(next)
                : new CallBackTime.NotThen(Optional.of(next)));
  }

  @Test
  void a_store_is_told_what_is_open_and_when() {
    Instant tenInNewYork = Instant.parse("2026-11-18T15:00:00Z");
    Openings openings = WHEN.openings(MORNINGS, tenInNewYork);

    assertThat(openings.projectOpen()).isTrue();
    assertThat(openings.zonesOpen(Set.of(NEW_YORK))).isTrue();
    assertThat(openings.zonesOpen(Set.of(LOS_ANGELES))).isFalse();
    assertThat(openings.nextPossible(Set.of(LOS_ANGELES), tenInNewYork))
        .contains(Instant.parse("2026-11-18T16:00:00Z"));
    assertThat(WHEN.openings(MORNINGS, Instant.parse("2026-11-18T18:00:00Z")).projectOpen())
        .isFalse();
  }

  private static Project project(String opens, String closes, Set<LocalDate> closed) {
    CallingHours hours =
        CallingHours.daily(
                NEW_YORK, new CallingHours.Window(LocalTime.parse(opens), LocalTime.parse(closes)))
            .closedOn(closed);
    return new Project(
        new ProjectId(1),
        new CampaignId(1),
        "Mornings",
        Project.Status.ACTIVE,
        Settings.byDefault().hours(hours).build(),
        1);
  }
}
