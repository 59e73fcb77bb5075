package org.hustings.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.CallingHours;
import org.hustings.core.queue.Explanation;
import org.hustings.core.queue.Explanation.Blocked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Why a queue gives what it gives: every entry counted once, under its one reason.
public abstract class ExplanationContract {
  private static final ZoneId HONOLULU = ZoneId.of("Pacific/Honolulu");

  private World world;
  private ProjectId project;
  private Volunteering ann;

  protected abstract SeededStores stores();

  @BeforeEach
  void open() {
    world = new World(stores());
    project = world.project(Settings.byDefault().attemptLimit(1));
    ann = world.volunteer("Ann");
  }

  @Test
  void an_empty_queue_has_nothing_to_explain() {
    Explanation explanation = world.explain(project);

    assertThat(explanation.callable()).isZero();
    assertThat(explanation.blocked()).isEmpty();
    assertThat(explanation.nextCallableAt()).isEmpty();
  }

  @Test
  void each_entry_is_counted_once_under_its_one_reason() {
    afterACall(Disposition.plain(Action.BUSY));
    afterACall(Says.doNotCall());
    afterACall(Says.reached());
    afterACall(Disposition.plain(Action.UNRESOLVED));
    afterACall(Says.callBackAt(world.now().plus(Duration.ofHours(3))));
    inHonolulu();
    householdToCall();
    assertThat(world.next(project, ann)).isPresent();
    householdToCall();
    householdToCall();

    Explanation explanation = world.explain(project);

    assertThat(explanation.callable()).isEqualTo(2);
    assertThat(explanation.blocked())
        .isEqualTo(
            Map.of(
                Blocked.LIMIT, 1L,
                Blocked.DO_NOT_CALL, 1L,
                Blocked.DONE, 1L,
                Blocked.UNRESOLVED, 1L,
                Blocked.WAITING, 1L,
                Blocked.ZONE, 1L,
                Blocked.HELD, 1L));
  }

  @Test
  void R9_suppressed_entries_are_counted_as_such() {
    ProjectId reserved = world.project(Settings.byDefault().suppression(Duration.ofHours(6)));
    VoterId voter = world.voter("Both");
    PhoneId phone = world.phone();
    world.link(voter, phone, 50);
    world.target(project, voter);
    world.target(reserved, voter);
    world.settle();
    world.call(project, ann, Action.BUSY);

    Explanation explanation = world.explain(reserved);

    assertThat(explanation.blocked()).isEqualTo(Map.of(Blocked.SUPPRESSED, 1L));
    assertThat(explanation.nextCallableAt()).contains(world.now().plus(Duration.ofHours(6)));
  }

  @Test
  void R6_outside_the_projects_hours_everything_waits_for_them() {
    CallingHours afternoons =
        CallingHours.daily(
            Settings.NEW_YORK, new CallingHours.Window(LocalTime.of(13, 0), LocalTime.of(17, 0)));
    ProjectId closed = world.project(Settings.byDefault().hours(afternoons));
    world.household(closed, 50);
    world.settle();

    Explanation explanation = world.explain(closed);

    assertThat(explanation.blocked()).isEqualTo(Map.of(Blocked.HOURS, 1L));
    assertThat(explanation.nextCallableAt()).contains(world.now().plus(Duration.ofHours(3)));
  }

  @Test
  void the_next_becomes_callable_when_the_first_of_zone_and_rest_allows_it() {
    ProjectId two = world.project();
    VoterId kai = world.voter("Kai");
    PhoneId hawaii = world.phone(Set.of(HONOLULU));
    world.link(kai, hawaii, 50);
    world.target(two, kai);
    world.settle();
    assertThat(world.explain(two).nextCallableAt())
        .as("eight in Honolulu")
        .contains(world.now().plus(Duration.ofHours(3)));

    world.household(two, 50);
    world.settle();
    world.call(two, ann, Action.BUSY);
    assertThat(world.explain(two).nextCallableAt())
        .as("the rest is over sooner")
        .contains(world.now().plus(Duration.ofMinutes(30)));
  }

  @Test
  void R4_a_number_held_in_another_project_is_held() {
    ProjectId other = world.project();
    VoterId voter = world.voter("Both");
    PhoneId phone = world.phone();
    world.link(voter, phone, 50);
    world.target(project, voter);
    world.target(other, voter);
    world.settle();
    assertThat(world.next(other, ann)).isPresent();

    assertThat(world.explain(project).blocked()).isEqualTo(Map.of(Blocked.HELD, 1L));
    assertThat(world.explain(project).nextCallableAt()).isEmpty();
  }

  private void householdToCall() {
    world.settle(world.household(project, 50));
  }

  private void afterACall(Disposition disposition) {
    householdToCall();
    world.call(project, ann, disposition);
  }

  private void inHonolulu() {
    VoterId kai = world.voter("Kai");
    PhoneId phone = world.phone(Set.of(HONOLULU));
    world.link(kai, phone, 50);
    world.target(project, kai);
    world.settle(phone);
  }
}
