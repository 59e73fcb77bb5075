package org.hustings.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
import org.hustings.core.queue.Position;
import org.hustings.core.queue.QueueStore.Claim;
import org.hustings.core.queue.Standing;
import org.hustings.core.voter.DoNotCallList;
import org.hustings.core.voter.PhoneStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an outcome does to a number, its entries and its voters, as saved (R9, R11–R20, R27).
public abstract class OutcomeContract {
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

  private Standing standing(PhoneId phone) {
    return world.candidate(world.entryOf(phone, project).orElseThrow()).standing();
  }

  private boolean isListed(Claim claim) {
    return world.in(books -> books.doNotCall().holds(claim.candidate().number()));
  }
}
