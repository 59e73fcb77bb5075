package org.hustings.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore.DispositionRow;
import org.hustings.core.attempt.AttemptStore.File;
import org.hustings.core.attempt.AttemptStore.Said;
import org.hustings.core.attempt.AttemptStore.StoredLeg;
import org.hustings.core.attempt.AttemptStore.Written;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.disposition.Disposition.SurveyAnswer;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.EntryState.Out;
import org.hustings.core.queue.EntryState.Waiting;
import org.hustings.core.queue.Position;
import org.hustings.core.queue.QueueStore.Briefing;
import org.hustings.core.queue.QueueStore.Claim;
import org.hustings.core.telephony.LegEnd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Attempts and what was said of them: written once, and never lost or counted twice (R21, R22).
public abstract class AttemptContract {
  private static final LegEnd BUSY = end(LegEnd.Outcome.BUSY);
  private static final LegEnd RANG_OUT = end(LegEnd.Outcome.NO_ANSWER);

  private World world;
  private ProjectId project;
  private VoterId voter;
  private PhoneId phone;
  private Volunteering ann;

  protected abstract SeededStores stores();

  @BeforeEach
  void open() {
    world = new World(stores());
    project = world.project();
    phone = world.phone();
    voter = world.voter("Vera");
    world.link(voter, phone, 50);
    world.target(project, voter);
    world.settle();
    ann = world.volunteer("Ann");
  }

  @Test
  void R22_an_attempt_is_found_as_it_was_written() {
    Claim claim = claim();
    Attempt attempt = world.attempt(claim, ann);
    assertThat(begin(attempt, claim)).isTrue();

    assertThat(find(attempt.id())).contains(attempt);
    assertThat(world.<Optional<Attempt>>in(books -> books.attempts().openAt(phone)))
        .contains(attempt);
    assertThat(world.<List<Attempt>>in(books -> books.attempts().openOf(world.server())))
        .contains(attempt);
  }

  @Test
  void R22_while_an_attempt_is_open_no_other_begins_at_the_number() {
    Claim claim = claim();
    world.begin(claim, ann);
    Attempt second = world.attempt(claim, ann);

    assertThat(begin(second, claim)).isFalse();
    assertThat(find(second.id())).isEmpty();
  }

  @Test
  void R22_no_attempt_begins_without_the_hold() {
    Claim claim = claim();
    world.release(claim);
    Attempt attempt = world.attempt(claim, ann);

    assertThat(begin(attempt, claim)).isFalse();
    assertThat(find(attempt.id())).isEmpty();
  }

  @Test
  void what_a_failed_transaction_wrote_is_gone() {
    Claim claim = claim();
    Attempt attempt = world.attempt(claim, ann);

    assertThatThrownBy(() ->
            world.in(books -> {
              books.attempts().begin(attempt, claim.hold());
              books.queue().skipped(claim.candidate().entry(), world.now());
              books.queue().release(claim.hold());
              throw new IllegalStateException("on purpose");
            }))
        .hasMessageContaining("on purpose");

    assertThat(find(attempt.id())).isEmpty();
    assertThat(world.candidate(claim.candidate().entry())).isEqualTo(claim.candidate());
  }

  @Test
  void R22_progress_is_noted_and_the_first_end_stands() {
    AttemptId attempt = world.begin(claim(), ann);
    Instant ringingAt = world.now().plusSeconds(2);
    Attempt.Progress ringing =
        new Attempt.Progress(
            Optional.of(world.now().plusSeconds(1)),
            Optional.of(ringingAt),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    world.in(books -> {
      books.attempts().progress(attempt, ringing);
      books.attempts().ended(attempt, BUSY, world.now().plusSeconds(3));
      books.attempts().ended(attempt, RANG_OUT, world.now().plusSeconds(9));
      return attempt;
    });

    Attempt found = find(attempt).orElseThrow();
    assertThat(found.progress().ringingAt()).contains(ringingAt);
    assertThat(found.progress().endedAt()).contains(world.now().plusSeconds(3));
    assertThat(found.end()).contains(BUSY);
  }

  @Test
  void R22_progress_that_is_noted_late_leaves_the_end_as_it_was() {
    AttemptId attempt = world.begin(claim(), ann);
    Instant answeredAt = world.now().plusSeconds(2);
    world.in(books -> {
      books.attempts().ended(attempt, RANG_OUT, world.now().plusSeconds(9));
      books.attempts().progress(attempt, Attempt.Progress.NONE.answered(answeredAt));
      return attempt;
    });

    Attempt found = find(attempt).orElseThrow();
    assertThat(found.progress())
        .isEqualTo(Attempt.Progress.NONE.answered(answeredAt).ended(world.now().plusSeconds(9)));
    assertThat(found.end()).contains(RANG_OUT);
  }

  @Test
  void R23_what_is_noted_of_a_leg_is_seen_at_once_by_what_the_same_transaction_asks() {
    AttemptId attempt = world.begin(claim(), ann);
    Optional<Attempt> seen =
        world.in(books -> {
          Optional<Attempt> _ = books.attempts().find(attempt);
          books.attempts().progress(attempt, Attempt.Progress.NONE.answered(world.now()));
          return books.attempts().find(attempt);
        });

    assertThat(seen.flatMap(found -> found.progress().answeredAt())).contains(world.now());
  }

  @Test
  void R21_a_disposition_closes_the_attempt_and_is_found_with_all_that_was_said() {
    AttemptId attempt = world.begin(claim(), ann);
    Disposition said =
        new Disposition(
            "YES_SIGN",
            Action.SUCCESSFUL,
            Set.of(voter),
            Set.of(),
            Optional.empty(),
            Map.of(voter, "Wants a sign"),
            List.of(new SurveyAnswer(voter, "support", List.of("strong", "sign"))));

    assertThat(world.dispose(attempt, said)).isEqualTo(Written.NEW);

    assertThat(dispositionOf(attempt).map(DispositionRow::disposition)).contains(said);
    assertThat(world.<Boolean>in(books -> books.attempts().openAt(phone).isEmpty())).isTrue();
    assertThat(
            world.<Boolean>in(books ->
                books.attempts().openOf(world.server()).stream()
                    .noneMatch(open -> open.id().equals(attempt))))
        .isTrue();
  }

  @Test
  void R21_the_file_of_an_attempt_says_who_is_at_the_number_and_what_stands() {
    VoterId flatmate = world.voter("Walt");
    world.link(flatmate, phone, 10);
    VoterId elsewhere = world.voter("Xenia");
    world.link(elsewhere, world.phone(), 50);
    AttemptId attempt = world.begin(claim(), ann);

    File open = file(attempt).orElseThrow();
    assertThat(open.attempt()).isEqualTo(find(attempt).orElseThrow());
    assertThat(open.project().id()).isEqualTo(project);
    assertThat(open.voters()).containsExactlyInAnyOrder(voter, flatmate);
    assertThat(open.standing()).isEmpty();

    world.dispose(attempt, "first", Disposition.plain(Action.BUSY));
    world.dispose(attempt, "second", Disposition.plain(Action.NO_ANSWER));
    assertThat(file(attempt).orElseThrow().standing())
        .contains(new Said("second", Action.NO_ANSWER));
    assertThat(file(new AttemptId(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void R8_an_entry_is_briefed_as_it_is_now_and_with_its_project() {
    Claim claim = claim();
    EntryId entry = claim.candidate().entry();
    world.begin(claim, ann);

    Briefing now =
        world.<Optional<Briefing>>in(books -> books.queue().briefing(entry)).orElseThrow();
    assertThat(now.candidate()).isEqualTo(world.candidate(entry));
    assertThat(now.candidate().attemptOpen()).isTrue();
    assertThat(world.<Optional<Project>>in(books -> books.projects().find(project)))
        .contains(now.project());
    assertThat(
            world.<Optional<Briefing>>in(
                books -> books.queue().briefing(new EntryId(Long.MAX_VALUE))))
        .isEmpty();
  }

  private Optional<File> file(AttemptId attempt) {
    return world.in(books -> books.attempts().lockFile(attempt));
  }

  @Test
  void R21_the_same_disposition_twice_changes_nothing() {
    AttemptId attempt = world.begin(claim(), ann);
    assertThat(world.dispose(attempt, "k", Disposition.plain(Action.BUSY))).isEqualTo(Written.NEW);
    Optional<DispositionRow> first = dispositionOf(attempt);
    world.pass(Duration.ofSeconds(5));

    assertThat(world.dispose(attempt, "k", Disposition.plain(Action.BUSY)))
        .isEqualTo(Written.REPEATED);
    assertThat(dispositionOf(attempt)).isEqualTo(first);
    assertThat(attempts()).isEqualTo(1);
  }

  @Test
  void R21_a_late_retry_of_what_was_corrected_meanwhile_does_not_undo_the_correction() {
    AttemptId attempt = world.begin(claim(), ann);
    world.dispose(attempt, "k", Disposition.plain(Action.BUSY));
    world.dispose(attempt, "corrected", Says.reached(voter));

    assertThat(world.dispose(attempt, "k", Disposition.plain(Action.BUSY)))
        .isEqualTo(Written.REPEATED);
    assertThat(world.stateOf(phone, project)).contains(new Out(Out.Reason.DONE));
  }

  @Test
  void R21_a_correction_supersedes_and_the_state_follows() {
    AttemptId attempt = world.begin(claim(), ann);
    world.dispose(attempt, Says.reached(voter));
    assertThat(world.isDone(project, voter)).isTrue();

    assertThat(world.dispose(attempt, Disposition.plain(Action.NO_ANSWER)))
        .isEqualTo(Written.CORRECTION);

    assertThat(world.isDone(project, voter)).isFalse();
    assertThat(attempts()).isEqualTo(1);
    Instant rested = world.now().plus(Duration.ofMinutes(30));
    assertThat(world.stateOf(phone, project)).contains(waiting(rested));
  }

  @Test
  void R14_the_rest_runs_from_the_end_of_the_leg_also_after_a_late_correction() {
    AttemptId attempt = world.begin(claim(), ann);
    Instant endedAt = world.now().plusSeconds(40);
    world.in(books -> {
      books.attempts().ended(attempt, BUSY, endedAt);
      return attempt;
    });
    world.pass(Duration.ofMinutes(2));
    world.dispose(attempt, Disposition.plain(Action.BUSY));
    EntryState resting = waiting(endedAt.plus(Duration.ofMinutes(30)));
    assertThat(world.stateOf(phone, project)).contains(resting);

    world.pass(Duration.ofMinutes(5));
    world.dispose(attempt, Disposition.plain(Action.NO_ANSWER));
    assertThat(world.stateOf(phone, project)).contains(resting);
  }

  @Test
  void R14_without_a_leg_the_rest_runs_from_the_first_disposition() {
    AttemptId attempt = world.begin(claim(), ann);
    world.pass(Duration.ofMinutes(2));
    world.dispose(attempt, Disposition.plain(Action.BUSY));
    EntryState resting = waiting(world.now().plus(Duration.ofMinutes(30)));
    world.pass(Duration.ofMinutes(5));
    world.dispose(attempt, Disposition.plain(Action.NO_ANSWER));

    assertThat(world.stateOf(phone, project)).contains(resting);
  }

  @Test
  void R15_what_was_not_placed_counts_nothing_and_the_number_is_at_its_old_place() {
    AttemptId attempt = world.begin(claim(), ann);
    world.dispose(attempt, Disposition.plain(Action.NOT_PLACED));

    assertThat(attempts()).isZero();
    assertThat(world.stateOf(phone, project))
        .contains(new EntryState.Ready(new Position.Fresh(50)));
    assertThat(world.order(project, ann)).containsExactly(phone);
  }

  @Test
  void R23_what_is_needed_to_end_a_leg_is_kept_until_it_is_over() {
    LegId one = new LegId(UUID.randomUUID());
    LegId other = new LegId(UUID.randomUUID());
    ServerId server = world.server();
    world.in(books -> {
      books.attempts().storeDialog(one, server, "first");
      books.attempts().storeDialog(one, server, "second");
      books.attempts().storeDialog(other, server, "other");
      books.attempts().forgetDialog(other);
      return one;
    });

    List<StoredLeg> stored = world.in(books -> books.attempts().dialogsOf(server));
    assertThat(stored).contains(new StoredLeg(one, "second"));
    assertThat(stored).extracting(StoredLeg::leg).doesNotContain(other).doesNotHaveDuplicates();
    world.in(books -> {
      books.attempts().forgetDialog(one);
      return one;
    });
    assertThat(world.<List<StoredLeg>>in(books -> books.attempts().dialogsOf(server)))
        .extracting(StoredLeg::leg)
        .doesNotContain(one);
  }

  private Claim claim() {
    return world.next(project, ann).orElseThrow();
  }

  private boolean begin(Attempt attempt, Claim claim) {
    return world.in(books -> books.attempts().begin(attempt, claim.hold()));
  }

  private Optional<Attempt> find(AttemptId attempt) {
    return world.in(books -> books.attempts().find(attempt));
  }

  private Optional<DispositionRow> dispositionOf(AttemptId attempt) {
    return world.in(books -> books.attempts().dispositionOf(attempt));
  }

  private int attempts() {
    return world.candidate(world.entryOf(phone, project).orElseThrow()).standing().attempts();
  }

  private static EntryState waiting(Instant until) {
    return new Waiting(until, new Position.Rejoined(until), Waiting.Cause.RETRY_DELAY);
  }

  private static LegEnd end(LegEnd.Outcome outcome) {
    return new LegEnd(
        outcome, LegEnd.Blame.CALLED_PARTY, LegEnd.By.NETWORK, LegEnd.Placed.YES, true, "SIP 486");
  }
}
