package org.hustings.core.session;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hustings.core.call.Notice;
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
import org.hustings.core.session.Session.Event;
import org.hustings.core.session.Session.State;
import org.hustings.core.session.Session.Wishes;
import org.hustings.core.voter.PhoneNumber;

/// One of every state of a session, of every event, and of every command.
final class SessionExamples {
  private static final Notice WHY = new Notice("why", "Why.");
  private static final Instant NOW = Instant.parse("2026-06-02T14:00:00Z");
  private static final ProjectId PROJECT = new ProjectId(3);
  private static final EntryId ENTRY = new EntryId(4);
  private static final PhoneId PHONE = new PhoneId(5);
  static final AttemptId ATTEMPT = new AttemptId(new UUID(0, 1));
  private static final AttemptId EARLIER = new AttemptId(new UUID(0, 2));
  private static final Hold HOLD =
      new Hold(
          PHONE,
          ENTRY,
          new Hold.Holder.OfSession(new SessionId(new UUID(0, 3)), new ServerId(new UUID(0, 4))),
          1,
          NOW);
  private static final Preview PREVIEW = preview();

  private SessionExamples() {}

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

  static Map<String, Session> states() {
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

  static Map<String, Event> events() {
    Map<String, Event> events = new LinkedHashMap<>();
    events.put("Opened", new Event.Opened(NOW, Optional.of(PROJECT)));
    commands().forEach((name, command) -> events.put(name, new Event.Asked(NOW, 1, command)));
    events.put("ProjectChosen", new Event.ProjectChosen(NOW, 1, new ProjectId(9)));
    events.put("Found", new Event.Found(NOW, PREVIEW));
    events.put("NotFound", new Event.NotFound(NOW, Optional.empty(), WHY));
    events.put("Renewed", new Event.Renewed(NOW, HOLD));
    events.put("HoldLost", new Event.HoldLost(NOW, ENTRY));
    events.put("CallBegan", new Event.CallBegan(NOW, ATTEMPT));
    events.put("CallEnded", new Event.CallEnded(NOW));
    events.put("CallOver (disposed)", new Event.CallOver(NOW, ATTEMPT, true, Optional.empty()));
    events.put(
        "CallOver (nothing to correct)", new Event.CallOver(NOW, ATTEMPT, false, Optional.of(WHY)));
    events.put("Joined", new Event.Joined(NOW));
    events.put("LineLost", new Event.LineLost(NOW));
    events.put("Withdrawn", new Event.Withdrawn(NOW, PHONE));
    events.put("Withdrawn (another number)", new Event.Withdrawn(NOW, new PhoneId(99)));
    events.put("MustFinish", new Event.MustFinish(NOW, Refusal.LEAVING));
    events.put("Due", new Event.Due(NOW));
    events.put("Due (too early)", new Event.Due(NOW.minusSeconds(1)));
    return events;
  }

  static Map<String, Command> commands() {
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
}
