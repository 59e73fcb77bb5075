package org.hustings.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.hustings.core.attempt.Attempt.Progress;
import org.hustings.core.call.Call;
import org.hustings.core.call.Conclusion;
import org.hustings.core.call.StateTable;
import org.hustings.core.call.StateTable.Move;
import org.hustings.core.call.StateTable.Naming;
import org.hustings.core.call.Step;
import org.hustings.core.contract.Settings;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.Position;
import org.hustings.core.queue.Standing;
import org.hustings.core.rule.Evidence;
import org.hustings.core.session.Session.Effect;
import org.hustings.core.session.Session.Event;
import org.hustings.core.session.Session.State;
import org.hustings.core.session.Session.Wishes;
import org.hustings.core.voter.PhoneNumber;
import org.junit.jupiter.api.Test;

class SessionMatrixTest {
  private static final Instant NOW = Instant.parse("2026-06-02T14:00:00Z");
  private static final ProjectId PROJECT = new ProjectId(3);
  private static final EntryId ENTRY = new EntryId(4);
  private static final PhoneId PHONE = new PhoneId(5);
  private static final AttemptId ATTEMPT = new AttemptId(new UUID(0, 1));
  private static final AttemptId EARLIER = new AttemptId(new UUID(0, 2));
  private static final Hold HOLD =
      new Hold(
          PHONE,
          ENTRY,
          new Hold.Holder.OfSession(new SessionId(new UUID(0, 3)), new ServerId(new UUID(0, 4))),
          1,
          NOW);
  private static final Preview PREVIEW = preview();
  private static final SessionSteps STEPS =
      new SessionSteps(
          new SessionSteps.Times(
              Duration.ofSeconds(75),
              Duration.ofSeconds(30),
              Duration.ofMinutes(10),
              Duration.ofMinutes(2)));

  private final StateTable<Session, Event, Effect> table =
      new StateTable<>("The session", states(), events(), STEPS::step, new Names());

  private static Preview preview() {
    Candidate candidate =
        new Candidate(
            ENTRY,
            PROJECT,
            PHONE,
            new PhoneNumber("+19195550101"),
            new EntryState.Ready(new Position.Fresh(90)),
            Standing.NEW,
            Set.of(),
            false,
            Optional.empty(),
            Optional.of(HOLD),
            false);
    Project project =
        new Project(
            PROJECT,
            new CampaignId(1),
            "Project",
            Project.Status.ACTIVE,
            Settings.byDefault().build(),
            1);
    return new Preview(
        project,
        candidate,
        HOLD,
        new SessionView.VoterScreen("+19195550101", 90, 0, List.of()),
        new Evidence(NOW, List.of()),
        Optional.empty());
  }

  private static Map<String, Session> states() {
    Map<String, Session> states = new LinkedHashMap<>();
    states.put("Connecting", in(new State.Connecting()));
    states.put("Ready", in(new State.Ready(Optional.empty())));
    states.put("Seeking", in(new State.Seeking(NOW)));
    states.put(
        "Seeking (a pause is wished)",
        in(new State.Seeking(NOW)).wishing(new Wishes(true, false, false)));
    states.put("Previewing", in(new State.Previewing(PREVIEW, NOW)));
    states.put("OnCall", in(onCall()));
    states.put("WrapUp", in(wrapUp()));
    states.put("WrapUp (a pause is wished)", in(wrapUp()).wishing(new Wishes(true, false, false)));
    states.put("WrapUp (must finish)", in(wrapUp()).wishing(new Wishes(false, false, true)));
    states.put("Paused", in(new State.Paused()));
    states.put("Reconnecting to Ready", away(new State.Ready(Optional.empty())));
    states.put("Reconnecting to Seeking", away(new State.Seeking(NOW)));
    states.put("Reconnecting to Previewing", away(new State.Previewing(PREVIEW, NOW)));
    states.put("Reconnecting to OnCall", away(onCall()));
    states.put("Reconnecting to WrapUp", away(wrapUp()));
    states.put(
        "Reconnecting to WrapUp (leaving)", away(wrapUp()).wishing(new Wishes(false, true, false)));
    states.put("Reconnecting to Paused", away(new State.Paused()));
    states.put("Gone", in(new State.Gone()));
    return states;
  }

  private static State.OnCall onCall() {
    return new State.OnCall(PREVIEW, ATTEMPT);
  }

  private static State.WrapUp wrapUp() {
    return new State.WrapUp(PREVIEW, ATTEMPT, NOW);
  }

  private static Session in(State state) {
    return new Session(state, Wishes.NONE, Optional.of(PROJECT), Optional.of(EARLIER));
  }

  private static Session away(State.Work work) {
    return in(new State.Reconnecting(work, NOW));
  }

  private static Map<String, Event> events() {
    Map<String, Event> events = new LinkedHashMap<>();
    events.put("Opened", new Event.Opened(NOW, Optional.of(PROJECT)));
    commands().forEach((name, command) -> events.put(name, new Event.Asked(NOW, 1, command)));
    events.put("ProjectChosen", new Event.ProjectChosen(NOW, 1, new ProjectId(9)));
    events.put("Found", new Event.Found(NOW, PREVIEW));
    events.put("NotFound", new Event.NotFound(NOW, Optional.empty(), "why"));
    events.put("Renewed", new Event.Renewed(NOW, HOLD));
    events.put("HoldLost", new Event.HoldLost(NOW, ENTRY));
    events.put("CallBegan", new Event.CallBegan(NOW, ATTEMPT));
    events.put("CallEnded", new Event.CallEnded(NOW));
    events.put("CallOver (disposed)", new Event.CallOver(NOW, ATTEMPT, true, ""));
    events.put("CallOver (nothing to correct)", new Event.CallOver(NOW, ATTEMPT, false, "why"));
    events.put("Joined", new Event.Joined(NOW));
    events.put("LineLost", new Event.LineLost(NOW));
    events.put("Withdrawn", new Event.Withdrawn(NOW, PHONE));
    events.put("Withdrawn (another number)", new Event.Withdrawn(NOW, new PhoneId(99)));
    events.put("MustFinish", new Event.MustFinish(NOW, Refusal.LEAVING));
    events.put("Due", new Event.Due(NOW));
    events.put("Due (too early)", new Event.Due(NOW.minusSeconds(1)));
    return events;
  }

  private static Map<String, Command> commands() {
    Disposition said = Disposition.plain(Action.NO_ANSWER);
    Map<String, Command> commands = new LinkedHashMap<>();
    commands.put("ChooseProject", new Command.ChooseProject(new ProjectId(9)));
    commands.put("Next", new Command.Next());
    commands.put("Skip", new Command.Skip(ENTRY));
    commands.put("Skip (another entry)", new Command.Skip(new EntryId(99)));
    commands.put("Call", new Command.Call(ENTRY));
    commands.put("Call (another entry)", new Command.Call(new EntryId(99)));
    commands.put("HangUp", new Command.HangUp());
    commands.put("DropVoicemail", new Command.DropVoicemail());
    commands.put("Dispose", new Command.Dispose(ATTEMPT, "key", said));
    commands.put("Dispose (the call before)", new Command.Dispose(EARLIER, "key", said));
    commands.put("Pause", new Command.Pause());
    commands.put("Resume", new Command.Resume());
    commands.put("FinishAfterCall", new Command.FinishAfterCall(true));
    commands.put("FinishAfterCall (not)", new Command.FinishAfterCall(false));
    commands.put("SendDigits", new Command.SendDigits("1"));
    commands.put("Leave", new Command.Leave());
    return commands;
  }

  @Test
  void every_state_and_every_event_is_driven() {
    assertThat(StateTable.missing(State.class, states().values().stream().map(Session::state)))
        .isEmpty();
    assertThat(
            StateTable.missing(
                State.Work.class,
                states().values().stream()
                    .map(Session::state)
                    .filter(State.Reconnecting.class::isInstance)
                    .map(state -> ((State.Reconnecting) state).work())))
        .isEmpty();
    assertThat(StateTable.missing(Event.class, events().values().stream())).isEmpty();
    assertThat(StateTable.missing(Command.class, commands().values().stream())).isEmpty();
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
            ? new Call.Talking(ATTEMPT, Progress.NONE)
            : new Call.Ended(ATTEMPT, Progress.NONE, Optional.empty(), Conclusion.answered());
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
