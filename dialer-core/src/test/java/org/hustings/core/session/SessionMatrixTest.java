package org.hustings.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.hustings.core.attempt.Attempt.Progress;
import org.hustings.core.call.Call;
import org.hustings.core.call.Conclusion;
import org.hustings.core.call.StateTable;
import org.hustings.core.call.StateTable.Move;
import org.hustings.core.call.StateTable.Naming;
import org.hustings.core.call.Step;
import org.hustings.core.session.Session.Effect;
import org.hustings.core.session.Session.Event;
import org.hustings.core.session.Session.State;
import org.hustings.core.session.Session.Wishes;
import org.junit.jupiter.api.Test;

class SessionMatrixTest {
  private static final SessionSteps STEPS =
      new SessionSteps(
          new SessionSteps.Times(
              Duration.ofSeconds(75),
              Duration.ofSeconds(30),
              Duration.ofMinutes(10),
              Duration.ofMinutes(2)));

  private final StateTable<Session, Event, Effect> table =
      new StateTable<>(
          "The session",
          SessionExamples.states(),
          SessionExamples.events(),
          STEPS::step,
          new Names());

  @Test
  void every_state_and_every_event_is_driven() {
    assertThat(
            StateTable.missing(
                State.class, SessionExamples.states().values().stream().map(Session::state)))
        .isEmpty();
    assertThat(
            StateTable.missing(
                State.Work.class,
                SessionExamples.states().values().stream()
                    .map(Session::state)
                    .filter(State.Reconnecting.class::isInstance)
                    .map(state -> ((State.Reconnecting) state).work())))
        .isEmpty();
    assertThat(StateTable.missing(Event.class, SessionExamples.events().values().stream()))
        .isEmpty();
    assertThat(StateTable.missing(Command.class, SessionExamples.commands().values().stream()))
        .isEmpty();
  }

  @Test
  void the_table_in_the_documents_is_what_the_code_does() {
    assertThat(StateTable.committed("session.md", table.markdown())).isEqualTo(table.markdown());
  }

  @Test
  void every_command_is_answered_once_here_or_by_what_it_leads_to() {
    assertNone(move ->
        (move.what() instanceof Event.Asked || move.what() instanceof Event.ProjectChosen)
            && move.step().effects().stream().filter(SessionMatrixTest::isAnswer).count() != 1);
  }

  @Test
  void R5_a_number_that_was_found_is_on_a_screen_or_given_back() {
    assertNone(move ->
        move.what() instanceof Event.Found
            && !previews(move.step().next().state())
            && !releases(move.step()));
  }

  @Test
  void R5_no_hold_is_forgotten_when_a_preview_goes() {
    assertNone(move ->
        previews(move.from().state())
            && !previews(move.step().next().state())
            && !(move.step().next().state() instanceof State.OnCall)
            && !(move.what() instanceof Event.HoldLost)
            && !releases(move.step()));
  }

  @Test
  void who_goes_is_written_off_once() {
    assertNone(move ->
        move.step().next().state() instanceof State.Gone
            && move.step().effects().contains(new Effect.Close())
                == (move.from().state() instanceof State.Gone));
  }

  @Test
  void what_a_screen_offers_is_not_refused() {
    assertNone(move ->
        move.what() instanceof Event.Asked
            && !move.event().contains("(")
            && isOffered(move)
            && move.step().effects().stream().anyMatch(Effect.Refuse.class::isInstance));
  }

  private void assertNone(Predicate<Move<Session, Event, Effect>> wrong) {
    assertThat(table.moves().stream().filter(wrong))
        .extracting(move -> move.state() + " on " + move.event())
        .isEmpty();
  }

  private static boolean isOffered(Move<Session, Event, Effect> move) {
    Command command = ((Event.Asked) move.what()).command();
    Call call =
        move.from().state() instanceof State.OnCall
            ? new Call.Talking(SessionExamples.ATTEMPT, Progress.NONE)
            : new Call.Ended(
                SessionExamples.ATTEMPT, Progress.NONE, Optional.empty(), Conclusion.answered());
    return Allowed.in(move.from(), Optional.of(call), true).contains(kind(command));
  }

  private static Command.Kind kind(Command command) {
    return switch (command) {
      case Command.ChooseProject _ -> Command.Kind.CHOOSE_PROJECT;
      case Command.Next _ -> Command.Kind.NEXT;
      case Command.Skip _ -> Command.Kind.SKIP;
      case Command.Call _ -> Command.Kind.CALL;
      case Command.HangUp _ -> Command.Kind.HANG_UP;
      case Command.DropVoicemail _ -> Command.Kind.DROP_VOICEMAIL;
      case Command.Dispose _ -> Command.Kind.DISPOSE;
      case Command.Pause _ -> Command.Kind.PAUSE;
      case Command.Resume _ -> Command.Kind.RESUME;
      case Command.FinishAfterCall _ -> Command.Kind.FINISH_AFTER_CALL;
      case Command.SendDigits _ -> Command.Kind.SEND_DIGITS;
      case Command.Leave _ -> Command.Kind.LEAVE;
    };
  }

  private static boolean previews(State state) {
    return state instanceof State.Previewing
        || (state instanceof State.Reconnecting away && away.work() instanceof State.Previewing);
  }

  private static boolean releases(Step<Session, Effect> step) {
    return step.effects().stream()
        .anyMatch(effect -> effect instanceof Effect.Release || effect instanceof Effect.Skip);
  }

  private static boolean isAnswer(Effect effect) {
    return switch (effect) {
      case Effect.Accept _,
          Effect.Refuse _,
          Effect.ChooseProject _,
          Effect.PlaceCall _,
          Effect.ToCall _,
          Effect.DisposeEarlier _ ->
          true;
      case Effect.Say _,
          Effect.Seek _,
          Effect.Renew _,
          Effect.Release _,
          Effect.Skip _,
          Effect.LoseVolunteer _,
          Effect.EndGrace _,
          Effect.WithdrawCall _,
          Effect.SendDigits _,
          Effect.EndLine _,
          Effect.Close _ ->
          false;
    };
  }

  private record Names() implements Naming<Session, Effect> {
    @Override
    public String state(Session session) {
      String name = state(session.state());
      Wishes wishes = session.wishes();
      return name
          + (wishes.pause() ? " (a pause is wished)" : "")
          + (wishes.finish() ? " (leaving)" : "")
          + (wishes.mustFinish() ? " (must finish)" : "");
    }

    private static String state(State state) {
      return state instanceof State.Reconnecting away
          ? "Reconnecting to " + state(away.work())
          : state.getClass().getSimpleName();
    }

    @Override
    public String effect(Effect effect) {
      return effect instanceof Effect.Refuse refuse
          ? "Refuse `" + refuse.why().code() + "`"
          : effect.getClass().getSimpleName();
    }
  }
}
