package org.hustings.core.session;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.call.Step;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.session.Command.Call;
import org.hustings.core.session.Command.ChooseProject;
import org.hustings.core.session.Command.Dispose;
import org.hustings.core.session.Command.DropVoicemail;
import org.hustings.core.session.Command.FinishAfterCall;
import org.hustings.core.session.Command.HangUp;
import org.hustings.core.session.Command.Leave;
import org.hustings.core.session.Command.Next;
import org.hustings.core.session.Command.Pause;
import org.hustings.core.session.Command.Resume;
import org.hustings.core.session.Command.SendDigits;
import org.hustings.core.session.Command.Skip;
import org.hustings.core.session.Session.Effect;
import org.hustings.core.session.Session.Event.Asked;
import org.hustings.core.session.Session.State;
import org.hustings.core.session.Session.State.Gone;
import org.hustings.core.session.Session.State.OnCall;
import org.hustings.core.session.Session.State.Paused;
import org.hustings.core.session.Session.State.Previewing;
import org.hustings.core.session.Session.State.Ready;
import org.hustings.core.session.Session.State.Reconnecting;
import org.hustings.core.session.Session.State.Seeking;
import org.hustings.core.session.Session.State.WrapUp;

/// What a volunteer's commands do: one method per state. Each command is answered once, here or by
/// what its effect leads to.
final class Asking {
  private Asking() {}

  static Step<Session, Effect> connecting(Session session, Asked asked) {
    return switch (asked.command()) {
      case Leave _ -> Moves.leave(session).and(accept(asked));
      case ChooseProject _,
          Next _,
          Skip _,
          Call _,
          HangUp _,
          DropVoicemail _,
          Dispose _,
          Pause _,
          Resume _,
          FinishAfterCall _,
          SendDigits _ ->
          refuse(session, asked, Refusal.NOT_JOINED);
    };
  }

  static Step<Session, Effect> ready(Session session, Asked asked, SessionSteps.Times times) {
    return switch (asked.command()) {
      case Next _ ->
          session
              .project()
              .map(project ->
                  Step.<Session, Effect>to(
                      session.in(new Seeking(asked.at().plus(times.seekFor()))),
                      new Effect.Seek(project),
                      accept(asked)))
              .orElseGet(() -> refuse(session, asked, Refusal.NO_PROJECT));
      case Pause _ -> Step.to(session.in(new Paused()), accept(asked));
      case ChooseProject _,
          Skip _,
          Call _,
          HangUp _,
          DropVoicemail _,
          Dispose _,
          Resume _,
          FinishAfterCall _,
          SendDigits _,
          Leave _ ->
          idle(session, asked);
    };
  }

  static Step<Session, Effect> paused(Session session, Asked asked) {
    return switch (asked.command()) {
      case Next _ -> refuse(session, asked, Refusal.PAUSED);
      case Resume _ -> Step.to(session.in(new Ready(Optional.empty())), accept(asked));
      case ChooseProject _,
          Skip _,
          Call _,
          HangUp _,
          DropVoicemail _,
          Dispose _,
          Pause _,
          FinishAfterCall _,
          SendDigits _,
          Leave _ ->
          idle(session, asked);
    };
  }

  static Step<Session, Effect> seeking(Session session, Asked asked) {
    return switch (asked.command()) {
      case Next _, ChooseProject _ -> refuse(session, asked, Refusal.SEEKING);
      case Pause _, Resume _, FinishAfterCall _ -> wish(session, asked);
      case Leave _ -> Moves.leave(session).and(accept(asked));
      case Skip _, Call _, HangUp _, DropVoicemail _, Dispose _, SendDigits _ ->
          idle(session, asked);
    };
  }

  static Step<Session, Effect> previewing(Session session, Previewing previewing, Asked asked) {
    Preview preview = previewing.preview();
    Session ready = session.in(new Ready(Optional.empty()));
    return switch (asked.command()) {
      case Skip(EntryId entry) ->
          entry.equals(preview.entry())
              ? Step.to(ready, new Effect.Skip(preview), accept(asked))
              : refuse(session, asked, Refusal.OTHER_NUMBER);
      case Call(EntryId entry) ->
          entry.equals(preview.entry())
              ? Step.to(session, new Effect.PlaceCall(asked.ticket(), preview))
              : refuse(session, asked, Refusal.OTHER_NUMBER);
      case Next _ -> refuse(session, asked, Refusal.HAVE_NUMBER);
      case Pause _ -> Step.to(session.in(new Paused()), Moves.release(preview), accept(asked));
      case FinishAfterCall _ -> wish(session, asked);
      case Leave _ -> Moves.leave(session).and(Moves.release(preview)).and(accept(asked));
      case ChooseProject _, HangUp _, DropVoicemail _, Dispose _, Resume _, SendDigits _ ->
          idle(session, asked);
    };
  }

  static Step<Session, Effect> onCall(Session session, OnCall onCall, Asked asked) {
    return switch (asked.command()) {
      case HangUp _, DropVoicemail _ -> toCall(session, asked);
      case Dispose dispose -> dispose(session, onCall.attempt(), asked, dispose);
      case SendDigits(String digits) ->
          Step.to(session, new Effect.SendDigits(digits), accept(asked));
      case Pause _, Resume _, FinishAfterCall _ -> wish(session, asked);
      case Leave _ ->
          leaveOnCall(session, onCall, asked.at().plus(Moves.graceOf(onCall.preview())))
              .and(new Effect.LoseVolunteer(asked.at()))
              .and(accept(asked));
      case ChooseProject _, Next _, Skip _, Call _ -> refuse(session, asked, Refusal.ON_CALL);
    };
  }

  static Step<Session, Effect> wrapUp(Session session, WrapUp wrapUp, Asked asked) {
    return switch (asked.command()) {
      case HangUp _, DropVoicemail _ -> toCall(session, asked);
      case Dispose dispose -> dispose(session, wrapUp.attempt(), asked, dispose);
      case Pause _, Resume _, FinishAfterCall _ -> wish(session, asked);
      case Leave _ ->
          leaveOnCall(session, wrapUp, asked.at().plus(Moves.graceOf(wrapUp.preview())))
              .and(accept(asked));
      case SendDigits _ -> refuse(session, asked, Refusal.NO_CALL);
      case ChooseProject _, Next _, Skip _, Call _ -> refuse(session, asked, Refusal.WRITE_DOWN);
    };
  }

  /// Without a line the volunteer can still say how the call went, and leave.
  static Step<Session, Effect> away(Session session, Reconnecting away, Asked asked) {
    return switch (asked.command()) {
      case Dispose dispose ->
          away.work() instanceof WrapUp(_, AttemptId attempt, _)
              ? dispose(session, attempt, asked, dispose)
              : away.work() instanceof OnCall(_, AttemptId attempt)
                  ? dispose(session, attempt, asked, dispose)
                  : idle(session, asked);
      case Leave _ -> leaveWhileAway(session, away).and(accept(asked));
      case ChooseProject _,
          Next _,
          Skip _,
          Call _,
          HangUp _,
          DropVoicemail _,
          Pause _,
          Resume _,
          FinishAfterCall _,
          SendDigits _ ->
          refuse(session, asked, Refusal.NOT_CONNECTED);
    };
  }

  /// What a command does where there is neither a number nor a call.
  private static Step<Session, Effect> idle(Session session, Asked asked) {
    return switch (asked.command()) {
      case ChooseProject(var project) ->
          Step.to(session, new Effect.ChooseProject(asked.ticket(), project));
      case Dispose dispose ->
          Step.to(
              session,
              new Effect.DisposeEarlier(
                  asked.ticket(),
                  dispose,
                  session.last().filter(dispose.attempt()::equals).isPresent()));
      case Leave _ -> Moves.leave(session).and(accept(asked));
      case FinishAfterCall(boolean finish) ->
          finish ? Moves.leave(session).and(accept(asked)) : Step.to(session, accept(asked));
      case Pause _, Resume _ -> Step.to(session, accept(asked));
      case Next _, Skip _, Call _ -> refuse(session, asked, Refusal.NO_NUMBER);
      case HangUp _, DropVoicemail _, SendDigits _ -> refuse(session, asked, Refusal.NO_CALL);
    };
  }

  private static Step<Session, Effect> dispose(
      Session session, AttemptId current, Asked asked, Dispose dispose) {
    return dispose.attempt().equals(current)
        ? toCall(session, asked)
        : Step.to(session, new Effect.DisposeEarlier(asked.ticket(), dispose, false));
  }

  private static Step<Session, Effect> wish(Session session, Asked asked) {
    Session.Wishes wishes = session.wishes();
    Session.Wishes wished =
        switch (asked.command()) {
          case Pause _ -> wishes.pause(true);
          case Resume _ -> wishes.pause(false);
          case FinishAfterCall(boolean finish) -> wishes.finish(finish);
          case ChooseProject _,
              Next _,
              Skip _,
              Call _,
              HangUp _,
              DropVoicemail _,
              Dispose _,
              SendDigits _,
              Leave _ ->
              wishes;
        };
    return Step.to(session.wishing(wished), accept(asked));
  }

  /// The volunteer goes; the attempt waits for their word as after a dropped line (R24).
  private static Step<Session, Effect> leaveOnCall(
      Session session, State.Work work, Instant until) {
    Session leaving = session.wishing(session.wishes().finish(true));
    return Moves.away(leaving, work, until)
        .and(new Effect.EndLine())
        .and(new Effect.Say(Notices.LEFT_ON_CALL));
  }

  private static Step<Session, Effect> leaveWhileAway(Session session, Reconnecting away) {
    return switch (away.work()) {
      case OnCall _, WrapUp _ -> Step.to(session.wishing(session.wishes().finish(true)));
      case Previewing(Preview preview, _) ->
          Step.to(session.in(new Gone()), Moves.release(preview), new Effect.Close());
      case Ready _, Paused _, Seeking _ -> Step.to(session.in(new Gone()), new Effect.Close());
    };
  }

  private static Step<Session, Effect> toCall(Session session, Asked asked) {
    return Step.to(session, new Effect.ToCall(asked.at(), asked.ticket(), asked.command()));
  }

  private static Effect accept(Asked asked) {
    return new Effect.Accept(asked.ticket());
  }

  private static Step<Session, Effect> refuse(Session session, Asked asked, Refusal why) {
    return Step.to(session, new Effect.Refuse(asked.ticket(), why));
  }
}
