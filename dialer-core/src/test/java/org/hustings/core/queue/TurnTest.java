package org.hustings.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.contract.Settings;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.EntryState.Ready;
import org.hustings.core.queue.EntryState.Waiting;
import org.hustings.core.queue.EntryState.Waiting.Cause;
import org.junit.jupiter.api.Test;

/// When the turn of an entry comes, and at which place (R1, R5, R9, R14, R18).
final class TurnTest {
  private static final ProjectId P1 = new ProjectId(1);
  private static final ProjectId P2 = new ProjectId(2);

  @Test
  void R14_an_entry_waits_for_the_rest_and_rejoins_when_it_is_over() {
    Facts facts = new Facts().called(P2, Action.BUSY);
    Home home = home().happened(1, facts);
    Position rejoined = new Position.Rejoined(facts.rested());

    assertThat(home.at(facts.rested().minusNanos(1)).state(1, 1))
        .isEqualTo(new Waiting(facts.rested(), rejoined, Cause.RETRY_DELAY));
    assertThat(home.at(facts.rested()).state(1, 1)).isEqualTo(new Ready(rejoined));
  }

  @Test
  void R5_a_skipped_entry_rejoins_at_once() {
    Instant skippedAt = Facts.START.plusSeconds(5);

    assertThat(home().skipped(1, 1, skippedAt).at(skippedAt).state(1, 1))
        .isEqualTo(new Ready(new Position.Rejoined(skippedAt)));
  }

  @Test
  void R5_the_later_of_attempt_and_skip_gives_the_place() {
    Facts facts = new Facts().called(P1, Action.BUSY);
    Instant before = facts.rested().minusSeconds(1);
    Instant after = facts.rested().plusSeconds(1);

    assertThat(home().happened(1, facts).skipped(1, 1, before).later().state(1, 1))
        .isEqualTo(new Ready(new Position.Rejoined(facts.rested())));
    assertThat(home().happened(1, facts).skipped(1, 1, after).later().state(1, 1))
        .isEqualTo(new Ready(new Position.Rejoined(after)));
  }

  @Test
  void R27_a_skip_from_before_the_reopening_is_forgotten() {
    Facts facts = new Facts().called(P1, Action.BUSY).reopened();
    Instant reopenedAt = facts.lastAt();

    assertThat(
            home().happened(1, facts).skipped(1, 1, reopenedAt.minusSeconds(1)).later().state(1, 1))
        .isEqualTo(new Ready(new Position.Fresh(50)));
    assertThat(home().happened(1, facts).skipped(1, 1, reopenedAt).later().state(1, 1))
        .isEqualTo(new Ready(new Position.Rejoined(reopenedAt)));
  }

  @Test
  void R18_a_call_back_comes_first_in_its_project_and_rejoins_in_others() {
    Facts facts = new Facts().callBack(P1);
    Instant dueAt = facts.promisedFor();
    Position callBack = new Position.CallBack(dueAt, Optional.of(Facts.ANN));
    Home home = home().happened(1, facts);

    assertThat(home.at(dueAt.minusNanos(1)).state(1, 1))
        .isEqualTo(new Waiting(dueAt, callBack, Cause.CALL_BACK));
    assertThat(home.at(dueAt).state(1, 1)).isEqualTo(new Ready(callBack));
    assertThat(home.at(dueAt.minusNanos(1)).state(1, 2))
        .isEqualTo(new Waiting(dueAt, new Position.Rejoined(dueAt), Cause.CALL_BACK));
    assertThat(home.at(dueAt).state(1, 2)).isEqualTo(new Ready(new Position.Rejoined(dueAt)));
  }

  @Test
  void R18_R5_a_call_back_skipped_when_due_goes_to_the_end_one_skipped_before_does_not() {
    Facts facts = new Facts().callBack(P1);
    Instant dueAt = facts.promisedFor();

    assertThat(home().happened(1, facts).skipped(1, 1, dueAt).later().state(1, 1))
        .isEqualTo(new Ready(new Position.Rejoined(dueAt)));
    assertThat(home().happened(1, facts).skipped(1, 1, dueAt.minusSeconds(1)).later().state(1, 1))
        .isEqualTo(new Ready(new Position.CallBack(dueAt, Optional.of(Facts.ANN))));
  }

  @Test
  void R9_an_entry_is_left_out_while_another_project_called_lately() {
    Facts facts = new Facts().called(P2, Action.BUSY);
    Instant until = facts.lastAt().plus(Duration.ofHours(6));
    Home home = suppressing(Duration.ofHours(6)).happened(1, facts);
    Position rejoined = new Position.Rejoined(facts.rested());

    assertThat(home.at(until.minusNanos(1)).state(1, 1))
        .isEqualTo(new Waiting(until, rejoined, Cause.SUPPRESSED));
    assertThat(home.at(until).state(1, 1)).isEqualTo(new Ready(rejoined));
  }

  @Test
  void R9_the_projects_own_call_does_not_suppress() {
    Facts facts = new Facts().called(P1, Action.BUSY);

    assertThat(suppressing(Duration.ofHours(6)).happened(1, facts).at(facts.rested()).state(1, 1))
        .isInstanceOf(Ready.class);
  }

  @Test
  void R9_a_rest_that_lasts_longer_is_the_reason() {
    Facts facts = new Facts().called(P2, Action.BUSY);

    assertThat(suppressing(Duration.ofMinutes(5)).happened(1, facts).at(facts.lastAt()).state(1, 1))
        .isEqualTo(
            new Waiting(facts.rested(), new Position.Rejoined(facts.rested()), Cause.RETRY_DELAY));
  }

  @Test
  void R9_suppression_that_ends_with_the_rest_is_the_reason() {
    Facts facts = new Facts().called(P2, Action.BUSY);

    assertThat(
            suppressing(Facts.CALL_TAKES.plus(Facts.DELAY))
                .happened(1, facts)
                .at(facts.lastAt())
                .state(1, 1))
        .isEqualTo(
            new Waiting(facts.rested(), new Position.Rejoined(facts.rested()), Cause.SUPPRESSED));
  }

  @Test
  void R9_R18_suppression_does_not_apply_to_a_call_back() {
    Facts facts = new Facts().called(P2, Action.BUSY).callBack(P1);
    Instant dueAt = facts.promisedFor();

    assertThat(suppressing(Duration.ofDays(30)).happened(1, facts).at(dueAt).state(1, 1))
        .isEqualTo(new Ready(new Position.CallBack(dueAt, Optional.of(Facts.ANN))));
  }

  @Test
  void R9_R18_another_projects_call_back_suppresses_like_any_call() {
    Facts facts = new Facts().callBack(P2);
    Instant until = facts.lastAt().plus(Duration.ofDays(30));

    assertThat(
            suppressing(Duration.ofDays(30)).happened(1, facts).at(facts.promisedFor()).state(1, 1))
        .isEqualTo(
            new Waiting(until, new Position.Rejoined(facts.promisedFor()), Cause.SUPPRESSED));
  }

  @Test
  void R27_R9_suppression_outlasts_a_reopening() {
    Facts facts = new Facts().called(P2, Action.SUCCESSFUL).reopened();
    Instant until = Facts.START.plus(Duration.ofDays(30));

    assertThat(suppressing(Duration.ofDays(30)).happened(1, facts).at(facts.lastAt()).state(1, 1))
        .isEqualTo(new Waiting(until, new Position.Fresh(50), Cause.SUPPRESSED));
  }

  /// Voter 1 alone at number 1, wanted by projects 1 and 2.
  private static Home home() {
    return suppressing(Duration.ZERO);
  }

  private static Home suppressing(Duration suppression) {
    return Home.around(1)
        .project(1, Settings.byDefault().suppression(suppression))
        .project(2)
        .link(1, 1, 50)
        .target(1, 1)
        .target(2, 1);
  }
}
