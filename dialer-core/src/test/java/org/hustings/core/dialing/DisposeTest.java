package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.contract.Says;
import org.hustings.core.contract.Settings;
import org.hustings.core.dialing.SessionDesk.Reply;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.disposition.Disposition.SurveyAnswer;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.CallingHours;
import org.hustings.core.queue.EntryState;
import org.hustings.core.scripted.EngineWorld;
import org.hustings.core.scripted.FaultyStores.Fault;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.ScriptedLeg;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.survey.Survey;
import org.hustings.core.voter.PhoneStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DisposeTest extends EngineTest {
  private final ProjectId project =
      world.project(
          Settings.byDefault()
              .hours(
                  CallingHours.daily(
                      EngineWorld.NEW_YORK,
                      new CallingHours.Window(LocalTime.of(9, 0), LocalTime.of(20, 0))))
              .survey(
                  new Survey(
                      List.of(
                          new Survey.Question(
                              "will-vote",
                              "Will you vote?",
                              Survey.Kind.ONE_OF,
                              List.of(
                                  new Survey.Choice("yes", "Yes"), new Survey.Choice("no", "No")),
                              Optional.empty()))))
              .build());
  private final PhoneId phone = world.voterAtNumber(project, 90);
  private final PhoneId other = world.voterAtNumber(project, 80);
  private final Helper maria = world.helper("Maria").dialsIn();

  @BeforeEach
  void maria_has_talked_with_somebody() {
    world.behaves(phone, Subscriber.answers());
    world.behaves(other, Subscriber.busy());
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));
    maria.hangsUp();
  }

  @Test
  void R21_disposition_answers_and_notes_are_written_together() {
    VoterId voter = voter();
    maria.says(
        new Disposition(
            "SUCCESSFUL",
            Action.SUCCESSFUL,
            Set.of(voter),
            Set.of(),
            Optional.empty(),
            Map.of(voter, "call again in the evening"),
            List.of(new SurveyAnswer(voter, "will-vote", List.of("yes")))));

    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.COMPLETED);
    assertThat(world.isHeld(phone, project)).isFalse();
  }

  @Test
  void R21_the_same_disposition_twice_changes_nothing_and_is_answered_as_the_first() {
    AttemptId attempt = maria.attempt();
    Reply first = maria.says(attempt, "key", Says.refused());
    maria.next();
    maria.calls();

    Reply again = maria.says(attempt, "key", Says.refused());

    assertThat(first).isInstanceOf(Reply.Done.class);
    assertThat(again).isInstanceOf(Reply.Done.class);
    assertThat(world.metrics().disposed(Action.REFUSED, 0)).isOne();
    assertThat(maria.sees().state()).isEqualTo(State.DIALING);
  }

  @Test
  void R21_the_volunteer_corrects_until_their_next_call() {
    AttemptId attempt = maria.attempt();
    maria.says(attempt, "first", Says.refused());
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.REFUSED);

    maria.says(attempt, "second", Says.reached());
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.COMPLETED);
    maria.next();
    maria.says(attempt, "third", Disposition.plain(Action.NO_ANSWER));
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.ACTIVE);
    maria.calls();

    assertRefused(maria.says(attempt, "fourth", Says.reached()), "too-late-to-correct");
    assertThat(world.standingOf(phone).status()).isEqualTo(PhoneStatus.ACTIVE);
  }

  @Test
  void R18_a_time_outside_the_hours_is_refused_with_the_next_possible_one() {
    Instant night = LocalDate.of(2026, 6, 2).atTime(23, 0).atZone(EngineWorld.NEW_YORK).toInstant();
    Instant morning =
        LocalDate.of(2026, 6, 3).atTime(9, 0).atZone(EngineWorld.NEW_YORK).toInstant();

    Reply reply = maria.says(Says.callBackAt(night));

    assertRefused(reply, "call-back-time");
    assertThat(((Reply.Refused) reply).until()).contains(morning);
    assertThat(maria.sees().state()).isEqualTo(State.WRAP_UP);
    maria.says(Says.callBackAt(morning));
    assertThat(maria.sees().state()).isEqualTo(State.READY);
  }

  @Test
  void R18_a_call_back_is_due_at_its_time_for_the_volunteer_who_promised() {
    Instant at = world.time().instant().plus(Duration.ofHours(1));
    maria.says(Says.callBackAt(at));
    Helper tom = world.helper("Tom").dialsIn();

    world.time().advanceTo(at);
    tom.next();
    maria.next();

    assertThat(maria.entry()).isEqualTo(world.entryOf(phone, project));
    assertThat(tom.entry()).isEqualTo(world.entryOf(other, project));
  }

  @Test
  void R16_a_wrong_number_takes_the_entry_out() {
    maria.says(Says.wrongNumberFor(voter()));

    assertThat(world.candidate(phone, project).orElseThrow().state())
        .isEqualTo(new EntryState.Out(EntryState.Out.Reason.NOBODY));
  }

  @Test
  void R16_nobody_who_did_not_answer_can_have_flagged_a_number() {
    maria.says(Says.reached());
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(1));
    VoterId voter = new VoterId(maria.sees().screen().orElseThrow().people().getFirst().voter());

    assertRefused(maria.says(Says.withWrongNumberFor(Action.BUSY, voter)), "nobody-said-so");
  }

  @Test
  void somebody_else_than_the_people_at_the_number_is_refused() {
    assertRefused(maria.says(Says.reached(new VoterId(987_654))), "unknown-voter");
  }

  @Test
  void an_answer_that_the_survey_does_not_take_is_refused_and_nothing_is_written() {
    AttemptId attempt = maria.attempt();
    Disposition disposition =
        new Disposition(
            "SUCCESSFUL",
            Action.SUCCESSFUL,
            Set.of(),
            Set.of(),
            Optional.empty(),
            Map.of(),
            List.of(new SurveyAnswer(voter(), "will-vote", List.of("perhaps"))));

    assertRefused(maria.says(disposition), "survey-answer");
    assertThat(world.recorded(attempt)).isEmpty();
  }

  @Test
  void what_only_the_server_may_say_is_refused() {
    assertRefused(maria.says(Disposition.plain(Action.NOT_PLACED)), "unknown-disposition");
    assertRefused(maria.says(Disposition.plain(Action.UNRESOLVED)), "unknown-disposition");
  }

  @Test
  void R21_a_disposition_that_cannot_be_saved_is_no_success_and_is_saved_later() {
    AttemptId attempt = maria.attempt();
    world.stores().fault(Fault.AWAY);

    assertRefused(maria.says(attempt, "key", Says.reached()), "not-saved-yet");
    assertThat(maria.sees().state()).isEqualTo(State.WRAP_UP);
    world.stores().fault(Fault.NONE);
    world.pass(Duration.ofSeconds(3));

    assertThat(world.recorded(attempt)).contains(Action.SUCCESSFUL);
    assertThat(maria.sees().state()).isEqualTo(State.READY);
    assertThat(maria.says(attempt, "key", Says.reached())).isInstanceOf(Reply.Done.class);
  }

  @Test
  void R21_a_disposition_whose_answer_was_lost_is_written_once() {
    AttemptId attempt = maria.attempt();
    world.stores().fault(Fault.ANSWER_LOST);

    assertRefused(maria.says(attempt, "key", Says.reached()), "not-saved-yet");
    world.stores().fault(Fault.NONE);
    world.pass(Duration.ofSeconds(3));

    assertThat(world.recorded(attempt)).contains(Action.SUCCESSFUL);
    assertThat(maria.sees().state()).isEqualTo(State.READY);
  }

  @Test
  void R20_the_volunteer_may_override_what_the_network_suggests() {
    maria.says(Says.reached());
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(1));
    assertThat(maria.sees().call().orElseThrow().suggested()).contains(Action.BUSY);

    AttemptId attempt = maria.attempt();
    maria.says(Action.FAILED);

    assertThat(world.recorded(attempt)).contains(Action.FAILED);
  }

  @Test
  void saying_how_it_went_while_still_talking_ends_the_call() {
    maria.says(Says.reached());
    world.behaves(other, Subscriber.answers());
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));
    AttemptId attempt = maria.attempt();

    maria.says(Says.refused());

    assertThat(world.network().open()).containsExactly(maria.line());
    assertThat(world.recorded(attempt)).contains(Action.REFUSED);
    assertThat(maria.sees().state()).isEqualTo(State.READY);
  }

  @Test
  void another_volunteers_call_is_nobody_elses_to_dispose() {
    Helper tom = world.helper("Tom").dialsIn();

    assertRefused(tom.says(maria.attempt(), "key", Says.reached()), "no-such-call");
  }

  @Test
  void the_next_number_waits_for_the_outcome() {
    assertRefused(maria.next(), "write-down");
  }

  @Test
  void a_pause_or_an_end_can_be_wished_for_during_a_call() {
    maria.submits(new Command.Pause());
    assertThat(maria.sees().state()).isEqualTo(State.WRAP_UP);
    maria.says(Says.reached());
    assertThat(maria.sees().state()).isEqualTo(State.PAUSED);
    maria.submits(new Command.Resume());

    maria.next();
    maria.submits(new Command.FinishAfterCall(true));
    maria.calls();
    world.pass(Duration.ofSeconds(1));
    maria.says(Action.BUSY);

    assertThat(maria.isGone()).isTrue();
    world.pass(Duration.ofSeconds(5));
    assertThat(maria.line().isOver()).isTrue();
    assertThat(maria.line().heard()).endsWith("goodbye");
  }

  private VoterId voter() {
    return new VoterId(maria.sees().screen().orElseThrow().people().getFirst().voter());
  }

  @Test
  void R17_a_volunteer_who_is_abused_ends_call_and_calls_in_one() {
    maria.says(Says.refused());
    world.behaves(other, Subscriber.answers());
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));
    AttemptId attempt = maria.attempt();
    ScriptedLeg voter = world.network().legTo(world.numberOf(other)).orElseThrow();
    assertThat(voter.isUp()).isTrue();

    maria.says(Disposition.abuse("shouts"));
    world.time().runUntilQuiet();

    assertThat(voter.isOver()).isTrue();
    assertThat(world.recorded(attempt)).contains(Action.DO_NOT_CALL);
    assertThat(world.standingOf(other).status()).isEqualTo(PhoneStatus.DO_NOT_CALL);
    assertThat(maria.sees().allowed()).contains(Command.Kind.PAUSE, Command.Kind.REPORT_ABUSE);
  }
}
