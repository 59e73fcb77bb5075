package org.hustings.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.EntryState.Out;
import org.hustings.core.queue.EntryState.Ready;
import org.hustings.core.queue.EntryState.Waiting;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Household.PhoneFile;
import org.hustings.core.queue.Household.Resident;
import org.hustings.core.queue.Position;
import org.hustings.core.queue.QueueStore.Claim;
import org.hustings.core.queue.Standing;
import org.hustings.core.voter.DoNotCallList;
import org.hustings.core.voter.Link;
import org.hustings.core.voter.PhoneStatus;
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
  void R14_the_delay_of_the_calling_project_holds_for_the_number_everywhere() {
    ProjectId hasty = world.project(Settings.byDefault().retryDelay(Duration.ofMinutes(5)));
    PhoneId phone = inBoth(hasty);

    world.call(hasty, ann, Action.BUSY);

    Instant rested = world.now().plus(Duration.ofMinutes(5));
    EntryState resting =
        new Waiting(rested, new Position.Rejoined(rested), Waiting.Cause.RETRY_DELAY);
    assertThat(world.stateOf(phone, hasty)).contains(resting);
    assertThat(world.stateOf(phone, project)).contains(resting);
  }

  @Test
  void R9_a_call_from_another_project_suppresses_for_the_projects_own_time() {
    ProjectId reserved = world.project(Settings.byDefault().suppression(Duration.ofHours(6)));
    PhoneId phone = inBoth(reserved);
    Instant calledAt = world.now();

    world.call(project, ann, Action.BUSY);

    assertThat(world.stateOf(phone, reserved))
        .contains(
            new Waiting(
                calledAt.plus(Duration.ofHours(6)),
                new Position.Rejoined(calledAt.plus(Duration.ofMinutes(30))),
                Waiting.Cause.SUPPRESSED));
    Candidate candidate = world.candidate(world.entryOf(phone, reserved).orElseThrow());
    assertThat(candidate.lastCalledElsewhereAt()).contains(calledAt);
    assertThat(world.candidate(world.entryOf(phone, project).orElseThrow()).lastCalledElsewhereAt())
        .as("one's own call is not from elsewhere")
        .isEmpty();
  }

  @Test
  void R11_who_is_reached_is_done_and_the_number_is_called_for_nobody_any_more() {
    VoterId ida = world.voter("Ida");
    VoterId otto = world.voter("Otto");
    PhoneId home = phoneOf(ida, 80);
    world.link(otto, home, 70);
    PhoneId ottos = phoneOf(otto, 20);
    world.target(project, ida, otto);
    world.settle();

    world.call(project, ann, Says.reached(ida));

    assertThat(world.isDone(project, ida)).isTrue();
    assertThat(world.isDone(project, otto)).isFalse();
    assertThat(world.stateOf(home, project)).contains(new Out(Out.Reason.DONE));
    assertThat(world.order(project, ann)).as("Otto's own").containsExactly(ottos);
    assertThat(standing(home).status()).isEqualTo(PhoneStatus.COMPLETED);
  }

  @Test
  void R13_who_refuses_is_done_in_every_project_at_every_number() {
    ProjectId other = world.project();
    VoterId ida = world.voter("Ida");
    phoneOf(ida, 80);
    PhoneId second = phoneOf(ida, 60);
    world.target(project, ida);
    world.target(other, ida);
    world.settle();

    world.call(project, ann, Says.refused());

    assertThat(world.isDone(project, ida)).isTrue();
    assertThat(world.isDone(other, ida)).isTrue();
    assertThat(world.order(other, ann)).isEmpty();
    assertThat(world.entryOf(second, other)).isEmpty();
  }

  @Test
  void R17_do_not_call_goes_on_the_campaigns_list_and_a_correction_takes_it_off() {
    PhoneId phone = world.household(project, 50);
    world.settle();
    Claim claim = world.next(project, ann).orElseThrow();
    AttemptId attempt = world.begin(claim, ann);
    world.dispose(attempt, Says.doNotCall());
    EntryId entry = claim.candidate().entry();

    assertThat(world.candidate(entry).listedDoNotCall()).isTrue();
    assertThat(isListed(claim)).isTrue();
    assertThat(world.stateOf(phone, project)).contains(new Out(Out.Reason.DO_NOT_CALL));

    world.dispose(attempt, Disposition.plain(Action.BUSY));
    assertThat(world.candidate(entry).listedDoNotCall()).isFalse();
    assertThat(isListed(claim)).isFalse();
    assertThat(world.stateOf(phone, project).orElseThrow()).isInstanceOf(Waiting.class);
  }

  @Test
  void R17_what_a_manager_listed_stays_listed_whatever_becomes_of_an_attempt() {
    PhoneId phone = world.household(project, 50);
    world.settle();
    Claim claim = world.next(project, ann).orElseThrow();
    AttemptId attempt = world.begin(claim, ann);
    world.in(books ->
        books
            .doNotCall()
            .add(
                claim.candidate().number(),
                Optional.of(ann.user()),
                DoNotCallList.Source.MANAGER,
                world.now()));
    world.dispose(attempt, Says.doNotCall());
    world.dispose(attempt, Disposition.plain(Action.BUSY));

    assertThat(isListed(claim)).isTrue();
    assertThat(world.stateOf(phone, project)).contains(new Out(Out.Reason.DO_NOT_CALL));
  }

  @Test
  void R18_a_call_back_is_promised_in_its_project_and_rejoins_elsewhere_when_it_is_due() {
    ProjectId other = world.project();
    PhoneId phone = inBoth(other);
    Instant dueAt = world.now().plus(Duration.ofHours(2));

    world.call(project, ann, Says.callBackAt(dueAt));

    assertThat(world.stateOf(phone, project))
        .contains(
            new Waiting(
                dueAt,
                new Position.CallBack(dueAt, Optional.of(ann.user())),
                Waiting.Cause.CALL_BACK));
    assertThat(world.stateOf(phone, other))
        .contains(new Waiting(dueAt, new Position.Rejoined(dueAt), Waiting.Cause.CALL_BACK));
    assertThat(standing(phone).callBack())
        .contains(new Standing.Promise(project, ann.user(), dueAt));
    assertThat(standing(phone).attempts()).isZero();
  }

  @Test
  void R20_an_unresolved_number_counts_and_is_callable_nowhere_until_somebody_decides() {
    ProjectId other = world.project();
    PhoneId phone = inBoth(other);
    AttemptId attempt = world.begin(world.next(project, ann).orElseThrow(), ann);
    world.dispose(attempt, Disposition.plain(Action.UNRESOLVED));

    assertThat(world.stateOf(phone, project)).contains(new Out(Out.Reason.UNRESOLVED));
    assertThat(world.stateOf(phone, other)).contains(new Out(Out.Reason.UNRESOLVED));
    assertThat(standing(phone).attempts()).isEqualTo(1);

    world.dispose(attempt, Disposition.plain(Action.NO_ANSWER));
    assertThat(world.stateOf(phone, other).orElseThrow()).isInstanceOf(Waiting.class);
  }

  @Test
  void R27_a_reopened_number_begins_anew_and_so_do_its_voters() {
    VoterId ida = world.voter("Ida");
    PhoneId phone = phoneOf(ida, 50);
    world.target(project, ida);
    world.settle();
    world.call(project, ann, Says.reached());
    world.pass(Duration.ofDays(1));

    reopen(phone);

    assertThat(world.isDone(project, ida)).isFalse();
    assertThat(world.stateOf(phone, project)).contains(new Ready(new Position.Fresh(50)));
    assertThat(standing(phone).status()).isEqualTo(PhoneStatus.ACTIVE);
    assertThat(standing(phone).attempts()).isZero();
  }

  @Test
  void R27_do_not_call_is_never_reopened() {
    PhoneId phone = world.household(project, 50);
    world.settle();
    world.call(project, ann, Says.doNotCall());
    world.pass(Duration.ofDays(1));

    reopen(phone);

    assertThat(world.stateOf(phone, project)).contains(new Out(Out.Reason.DO_NOT_CALL));
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

  private void reopen(PhoneId phone) {
    world.in(books -> {
      books.queue().reopened(phone, ann.user(), world.now());
      return phone;
    });
    world.settle(phone);
  }

  private Link linkAt(PhoneId phone) {
    return world.in(books -> books.queue().lockHousehold(phone)).links().stream()
        .filter(link -> link.phone().equals(phone))
        .findFirst()
        .orElseThrow();
  }

  private Standing standing(PhoneId phone) {
    return world.candidate(world.entryOf(phone, project).orElseThrow()).standing();
  }

  private boolean isListed(Claim claim) {
    return world.in(books -> books.doNotCall().holds(claim.candidate().number()));
  }
}
