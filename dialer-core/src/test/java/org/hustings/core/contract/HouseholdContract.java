package org.hustings.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.EntryState.Out;
import org.hustings.core.queue.EntryState.Ready;
import org.hustings.core.queue.EntryState.Waiting;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Household.PhoneFile;
import org.hustings.core.queue.Household.Resident;
import org.hustings.core.queue.Position;
import org.hustings.core.voter.Link;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a disposition makes of a number, of its people and of their other numbers, once it has gone
/// through the store: read whole, ruled on, written whole (R2, R9, R11–R18, R21, R27).
public abstract class HouseholdContract {
  private World world;
  private ProjectId project;
  private Volunteering ann;

  protected abstract SeededStores stores();

  @BeforeEach
  void open() {
    world = new World(stores());
    project = world.project();
    ann = world.volunteer("Ann");
  }

  @Test
  void a_household_reaches_to_the_numbers_of_everybody_at_a_ruled_number() {
    VoterId ida = world.voter("Ida", Set.of(ZoneId.of("America/Chicago")));
    VoterId otto = world.voter("Otto");
    PhoneId home = phoneOf(ida, 80);
    PhoneId shared = phoneOf(ida, 60);
    world.link(otto, shared, 70);
    PhoneId ottos = phoneOf(otto, 90);
    PhoneId strangers = phoneOf(world.voter("Stranger"), 50);
    world.target(project, ida);
    world.settle();

    Household household = world.in(books -> books.queue().lockHousehold(home));

    assertThat(household.phone()).isEqualTo(home);
    assertThat(household.ruled()).containsExactlyInAnyOrder(home, shared);
    assertThat(household.phones())
        .extracting(PhoneFile::id)
        .contains(home, shared, ottos)
        .doesNotContain(strangers);
    assertThat(household.residents())
        .contains(
            new Resident(ida, Set.of(ZoneId.of("America/Chicago")), Set.of(project)),
            new Resident(otto, Set.of(), Set.of()));
    assertThat(household.links())
        .extracting(Link::voter, Link::phone, Link::score, Link::wrong)
        .contains(
            tuple(ida, home, 80, false),
            tuple(ida, shared, 60, false),
            tuple(otto, shared, 70, false),
            tuple(otto, ottos, 90, false));
    assertThat(household.projects()).containsOnlyKeys(project);
  }

  @Test
  void R2_a_voter_is_queued_by_the_best_number_alone() {
    VoterId ida = world.voter("Ida");
    PhoneId second = phoneOf(ida, 60);
    PhoneId best = phoneOf(ida, 80);
    world.target(project, ida);
    world.settle();

    assertThat(world.order(project, ann)).containsExactly(best);
    assertThat(world.entryOf(second, project)).isEmpty();
  }

  @Test
  void R16_after_a_wrong_number_the_voters_next_best_number_enters() {
    VoterId ida = world.voter("Ida");
    PhoneId best = phoneOf(ida, 80);
    PhoneId second = phoneOf(ida, 60);
    world.target(project, ida);
    world.settle();

    world.call(project, ann, Says.wrongNumberFor(ida));

    assertThat(world.stateOf(best, project)).contains(new Out(Out.Reason.NOBODY));
    assertThat(world.stateOf(second, project)).contains(new Ready(new Position.Fresh(60)));
    assertThat(linkAt(best).wrong()).isTrue();
  }

  @Test
  void R21_R16_a_wrong_number_taken_back_brings_the_voter_back_to_it() {
    VoterId ida = world.voter("Ida");
    PhoneId best = phoneOf(ida, 80);
    PhoneId second = phoneOf(ida, 60);
    world.target(project, ida);
    world.settle();
    AttemptId attempt = world.begin(world.next(project, ann).orElseThrow(), ann);
    world.dispose(attempt, Says.wrongNumberFor(ida));
    world.dispose(attempt, Disposition.plain(Action.BUSY));

    assertThat(linkAt(best).wrong()).isFalse();
    assertThat(world.stateOf(best, project).orElseThrow()).isInstanceOf(Waiting.class);
    assertThat(world.stateOf(second, project)).contains(new Out(Out.Reason.NOBODY));
  }

  @Test
  void R14_R19_the_third_attempt_uses_a_number_up_in_its_project_and_the_next_best_enters() {
    ProjectId patient = world.project(Settings.byDefault().attemptLimit(4));
    VoterId ida = world.voter("Ida");
    PhoneId best = phoneOf(ida, 80);
    PhoneId second = phoneOf(ida, 60);
    world.target(project, ida);
    world.target(patient, ida);
    world.settle();

    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(world.call(project, ann, Action.NO_ANSWER)).isEqualTo(best);
      world.pass(Duration.ofMinutes(30));
    }

    assertThat(world.stateOf(best, project)).contains(new Out(Out.Reason.LIMIT));
    assertThat(world.order(project, ann)).containsExactly(second);
    assertThat(world.order(patient, ann)).as("its limit is four").containsExactly(best);
  }

  @Test
  void R19_a_changed_limit_rules_anew() {
    PhoneId phone = world.household(project, 50);
    world.settle();
    world.call(project, ann, Action.BUSY);
    world.change(project, Settings.byDefault().attemptLimit(1));
    assertThat(world.stateOf(phone, project)).contains(new Out(Out.Reason.LIMIT));

    world.change(project, Settings.byDefault().attemptLimit(2));
    assertThat(world.stateOf(phone, project).orElseThrow()).isInstanceOf(Waiting.class);
  }

  @Test
  void R7_a_number_may_be_wherever_its_voters_may_be_but_not_where_it_is_wrong_for_them() {
    ZoneId chicago = ZoneId.of("America/Chicago");
    ZoneId denver = ZoneId.of("America/Denver");
    VoterId ida = world.voter("Ida", Set.of(chicago));
    VoterId otto = world.voter("Otto", Set.of(denver));
    PhoneId phone = phoneOf(ida, 80);
    world.link(otto, phone, 70);
    world.target(project, ida, otto);
    world.settle();
    EntryId entry = world.entryOf(phone, project).orElseThrow();
    assertThat(world.candidate(entry).zones()).containsExactlyInAnyOrder(chicago, denver);

    world.call(project, ann, Says.wrongNumberFor(otto));
    assertThat(world.candidate(entry).zones()).containsExactly(chicago);
  }

  @Test
  void settling_again_changes_nothing() {
    ProjectId other = world.project(Settings.byDefault().suppression(Duration.ofHours(6)));
    PhoneId phone = inBoth(other);
    world.call(project, ann, Action.BUSY);
    Candidate before = world.candidate(world.entryOf(phone, other).orElseThrow());

    world.settle();

    assertThat(world.candidate(world.entryOf(phone, other).orElseThrow())).isEqualTo(before);
  }

  private PhoneId phoneOf(VoterId voter, int score) {
    PhoneId phone = world.phone();
    world.link(voter, phone, score);
    return phone;
  }

  /// A voter's number that is queued in `project` and in another one.
  private PhoneId inBoth(ProjectId other) {
    VoterId voter = world.voter("Both");
    PhoneId phone = phoneOf(voter, 50);
    world.target(project, voter);
    world.target(other, voter);
    world.settle();
    return phone;
  }

  private Link linkAt(PhoneId phone) {
    return world.in(books -> books.queue().lockHousehold(phone)).links().stream()
        .filter(link -> link.phone().equals(phone))
        .findFirst()
        .orElseThrow();
  }
}
