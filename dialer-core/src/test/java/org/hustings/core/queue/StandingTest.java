package org.hustings.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Fact;
import org.hustings.core.id.ProjectId;
import org.hustings.core.voter.PhoneStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The column "action on the number" of the rules' table.
final class StandingTest {
  private static final ProjectId ONE = new ProjectId(1);
  private static final ProjectId TWO = new ProjectId(2);

  @Test
  void a_number_that_nobody_called_is_active_and_free() {
    assertThat(Standing.of(List.of())).isEqualTo(Standing.NEW);
  }

  @ParameterizedTest(
      name = "{0}: status {1}, counted {2}, rests {3}, remembered for suppression {4}")
  @CsvSource({
    "SUCCESSFUL,   COMPLETED,      0, false, true",
    "VOICEMAIL,    VOICEMAIL_LEFT, 0, false, true",
    "REFUSED,      REFUSED,        0, false, true",
    "BUSY,         ACTIVE,         1, true,  true",
    "NO_ANSWER,    ACTIVE,         1, true,  true",
    "FAILED,       ACTIVE,         1, true,  true",
    "WRONG_NUMBER, ACTIVE,         1, true,  true",
    "DO_NOT_CALL,  DO_NOT_CALL,    0, false, true",
    "UNRESOLVED,   UNRESOLVED,     1, false, true",
    "NOT_PLACED,   ACTIVE,         0, false, false",
  })
  void R11_to_R20_what_an_outcome_does_to_the_number(
      Action action, PhoneStatus status, int counted, boolean rests, boolean remembered) {
    Facts facts = new Facts().called(ONE, action);
    Optional<Instant> rested = rests ? Optional.of(facts.rested()) : Optional.empty();

    assertThat(facts.standing())
        .isEqualTo(
            new Standing(
                status,
                counted,
                rested,
                rested,
                Optional.empty(),
                remembered ? Map.of(ONE, facts.lastAt()) : Map.of()));
  }

  @Test
  void R14_the_rest_runs_from_the_end_of_the_call_with_the_calling_projects_delay() {
    Facts facts = new Facts().called(ONE, Action.BUSY);

    assertThat(facts.standing().notBefore())
        .contains(facts.lastAt().plus(Facts.CALL_TAKES).plus(Facts.DELAY));
  }

  @Test
  void R19_the_counter_counts_attempts_of_all_projects() {
    Facts facts =
        new Facts()
            .called(ONE, Action.BUSY)
            .called(TWO, Action.FAILED)
            .called(ONE, Action.NO_ANSWER);

    assertThat(facts.standing().attempts()).isEqualTo(3);
  }

  @Test
  void R9_the_latest_call_of_each_project_is_remembered() {
    Facts facts = new Facts().called(ONE, Action.BUSY).called(TWO, Action.BUSY);
    Instant two = facts.lastAt();
    facts.called(ONE, Action.BUSY);
    Instant one = facts.lastAt();

    Standing standing = facts.standing();
    assertThat(standing.lastCalledAt()).isEqualTo(Map.of(ONE, one, TWO, two));
    assertThat(standing.lastCalledFromElsewhere(ONE)).contains(two);
    assertThat(standing.lastCalledFromElsewhere(TWO)).contains(one);
    assertThat(standing.lastCalledFromElsewhere(new ProjectId(3))).contains(one);
  }

  @Test
  void R18_a_call_back_is_promised_and_counts_nothing() {
    Facts facts = new Facts().called(ONE, Action.BUSY).callBack(ONE);

    Standing standing = facts.standing();
    assertThat(standing.callBack())
        .contains(new Standing.Promise(ONE, Facts.ANN, facts.promisedFor()));
    assertThat(standing.callBackIn(ONE)).isPresent();
    assertThat(standing.callBackIn(TWO)).isEmpty();
    assertThat(standing.notBefore()).contains(facts.promisedFor());
    assertThat(standing.rejoinedAt()).contains(facts.promisedFor());
    assertThat(standing.attempts()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Action.class,
      names = {"NOT_PLACED", "CALL_BACK"},
      mode = EnumSource.Mode.EXCLUDE)
  void R18_any_other_call_keeps_the_promise_and_ends_it(Action action) {
    assertThat(new Facts().callBack(ONE).called(TWO, action).standing().callBack()).isEmpty();
  }

  @Test
  void R15_what_was_not_placed_does_not_use_up_a_promise() {
    Facts facts = new Facts().callBack(ONE);
    Standing before = facts.standing();

    assertThat(facts.called(ONE, Action.NOT_PLACED).standing()).isEqualTo(before);
  }

  @Test
  void R18_the_fourth_call_back_in_a_row_counts_as_R14() {
    Facts facts = new Facts().callBack(ONE).callBack(TWO).callBack(ONE);
    assertThat(facts.standing().attempts()).as("the third").isZero();
    assertThat(facts.standing().callBack()).isPresent();

    facts.callBack(ONE);
    assertThat(facts.standing().attempts()).as("the fourth").isEqualTo(1);
    assertThat(facts.standing().callBack()).isEmpty();
    assertThat(facts.standing().notBefore()).contains(facts.rested());
    assertThat(facts.standing().rejoinedAt()).contains(facts.rested());

    facts.callBack(ONE);
    assertThat(facts.standing().attempts()).as("a new row begins").isEqualTo(1);
    assertThat(facts.standing().callBack()).isPresent();
  }

  @ParameterizedTest
  @EnumSource(
      value = Action.class,
      names = {"BUSY", "NO_ANSWER", "FAILED", "WRONG_NUMBER"})
  void R18_an_attempt_in_between_begins_the_row_anew(Action action) {
    Facts facts =
        new Facts().callBack(ONE).callBack(ONE).callBack(ONE).called(ONE, action).callBack(ONE);

    assertThat(facts.standing().attempts()).isEqualTo(1);
    assertThat(facts.standing().callBack()).isPresent();
  }

  @Test
  void R18_a_call_that_was_not_placed_does_not_break_the_row() {
    Facts facts =
        new Facts()
            .callBack(ONE)
            .callBack(ONE)
            .callBack(ONE)
            .called(ONE, Action.NOT_PLACED)
            .callBack(ONE);

    assertThat(facts.standing().attempts()).isEqualTo(1);
  }

  @Test
  void R18_an_outcome_found_out_by_correction_in_between_begins_the_row_anew() {
    Facts facts =
        new Facts()
            .callBack(ONE)
            .callBack(ONE)
            .callBack(ONE)
            .called(ONE, Action.SUCCESSFUL)
            .callBack(ONE);

    assertThat(facts.standing().attempts()).isZero();
  }

  @ParameterizedTest(name = "{0} then {1} is {2}")
  @CsvSource({
    "SUCCESSFUL,  BUSY,       COMPLETED",
    "SUCCESSFUL,  UNRESOLVED, UNRESOLVED",
    "UNRESOLVED,  SUCCESSFUL, COMPLETED",
    "VOICEMAIL,   REFUSED,    REFUSED",
    "DO_NOT_CALL, SUCCESSFUL, DO_NOT_CALL",
    "DO_NOT_CALL, UNRESOLVED, DO_NOT_CALL",
    "DO_NOT_CALL, BUSY,       DO_NOT_CALL",
  })
  void R21_corrections_can_put_outcomes_after_outcomes(
      Action first, Action second, PhoneStatus status) {
    assertThat(new Facts().called(ONE, first).called(ONE, second).standing().status())
        .isEqualTo(status);
  }

  @ParameterizedTest(name = "after {0}: {1}")
  @CsvSource({
    "SUCCESSFUL,  ACTIVE",
    "VOICEMAIL,   ACTIVE",
    "REFUSED,     ACTIVE",
    "BUSY,        ACTIVE",
    "DO_NOT_CALL, DO_NOT_CALL",
    "UNRESOLVED,  UNRESOLVED",
  })
  void R27_what_can_be_reopened(Action action, PhoneStatus status) {
    assertThat(new Facts().called(ONE, action).reopened().standing().status()).isEqualTo(status);
  }

  @Test
  void R27_a_reopened_number_begins_anew_but_suppression_remembers() {
    Facts facts = new Facts().called(ONE, Action.BUSY).callBack(ONE);
    Instant called = facts.lastAt();

    assertThat(facts.reopened().standing())
        .isEqualTo(
            new Standing(
                PhoneStatus.ACTIVE,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(ONE, called)));
  }

  @Test
  void R27_the_row_of_call_backs_begins_anew_too() {
    Facts facts = new Facts().callBack(ONE).callBack(ONE).callBack(ONE).reopened().callBack(ONE);

    assertThat(facts.standing().attempts()).isZero();
  }

  @Test
  void attempts_are_not_negative() {
    assertThatThrownBy(() ->
            new Standing(
                PhoneStatus.ACTIVE,
                -1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of()))
        .hasMessageContaining("got -1");
  }

  @Test
  void a_later_fact_of_an_earlier_time_does_not_move_the_latest_call_back() {
    List<Fact> facts =
        new ArrayList<>(new Facts().called(ONE, Action.BUSY).called(ONE, Action.BUSY).list());
    Instant latest = facts.getLast().at();

    assertThat(Standing.of(facts.reversed()).lastCalledAt()).isEqualTo(Map.of(ONE, latest));
  }

  /// The clock was set back between two calls: the later one stands before the earlier one.
  @Test
  void R14_an_earlier_calls_rest_does_not_shorten_a_later_ones() {
    Facts facts = new Facts().called(ONE, Action.BUSY).called(ONE, Action.BUSY);
    List<Fact> asDated = new ArrayList<>(facts.list()).reversed();

    assertThat(Standing.of(asDated).notBefore()).contains(facts.rested());
    assertThat(Standing.of(asDated).rejoinedAt()).contains(facts.rested());
  }
}
