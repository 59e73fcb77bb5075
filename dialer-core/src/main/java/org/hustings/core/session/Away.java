package org.hustings.core.session;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.call.Step;
import org.hustings.core.id.AttemptId;
import org.hustings.core.session.Session.Effect;
import org.hustings.core.session.Session.Event;
import org.hustings.core.session.Session.State;
import org.hustings.core.session.Session.State.Gone;
import org.hustings.core.session.Session.State.OnCall;
import org.hustings.core.session.Session.State.Paused;
import org.hustings.core.session.Session.State.Previewing;
import org.hustings.core.session.Session.State.Ready;
import org.hustings.core.session.Session.State.Reconnecting;
import org.hustings.core.session.Session.State.Seeking;
import org.hustings.core.session.Session.State.WrapUp;

/// The moves of a session whose volunteer is away (R24): the work they come back to goes on
/// changing under them.
record Away(SessionSteps.Times times) {
  Step<Session, Effect> step(Session session, Reconnecting away, Event event) {
    return switch (event) {
      case Event.Joined joined -> back(session, away, joined.at());
      case Event.Due due when due.isOf(away.until()) -> graceOver(session, away, due.at());
      case Event.Asked asked -> Asking.away(session, away, asked);
      case Event.ProjectChosen chosen -> Moves.refused(session, chosen, Refusal.NOT_CONNECTED);
      case Event.Found found -> found(session, away, found);
      case Event.NotFound notFound when away.work() instanceof Seeking ->
          with(session, away, new Ready(notFound.nothing()));
      case Event.CallEnded _ when away.work() instanceof OnCall(var preview, var attempt) ->
          with(session, away, wrapUp(preview, attempt, event.at()));
      case Event.CallOver over when isInCall(away.work()) -> callOver(session, away, over);
      case Event.HoldLost lost
          when away.work() instanceof Previewing previewing
              && lost.entry().equals(previewing.preview().entry()) ->
          with(session, away, new Ready(Optional.empty())).and(new Effect.Say(Notices.HOLD_LOST));
      case Event.Withdrawn withdrawn -> withdrawn(session, away, withdrawn);
      case Event.MustFinish must -> mustFinish(session, away, must);
      case Event.Opened _,
          Event.NotFound _,
          Event.Renewed _,
          Event.HoldLost _,
          Event.CallBegan _,
          Event.CallEnded _,
          Event.CallOver _,
          Event.LineLost _,
          Event.Due _ ->
          Step.to(session);
    };
  }

  private static boolean isInCall(State.Work work) {
    return switch (work) {
      case OnCall _, WrapUp _ -> true;
      case Ready _, Paused _, Seeking _, Previewing _ -> false;
    };
  }

  /// The same screen as before, on whatever device. Who comes back does not want to leave any more.
  private Step<Session, Effect> back(Session session, Reconnecting away, Instant now) {
    Session back = session.wishing(session.wishes().finish(false).mustFinish(false));
    return switch (away.work()) {
      case Previewing previewing ->
          Step.to(
              back.in(new Previewing(previewing.preview(), now)),
              new Effect.Renew(previewing.preview().hold()));
      case WrapUp(var preview, var attempt, _) -> Step.to(back.in(wrapUp(preview, attempt, now)));
      case Ready _, Paused _, Seeking _, OnCall _ -> Step.to(back.in(away.work()));
    };
  }

  private WrapUp wrapUp(Preview preview, AttemptId attempt, Instant now) {
    return new WrapUp(preview, attempt, now.plus(times.wrapUpLimit()));
  }

  private static Step<Session, Effect> graceOver(Session session, Reconnecting away, Instant now) {
    return switch (away.work()) {
      case OnCall _, WrapUp _ ->
          Step.to(
              session
                  .in(new Reconnecting(away.work(), now.plus(SessionSteps.Times.ASK_AGAIN)))
                  .wishing(session.wishes().finish(true)),
              new Effect.EndGrace(now));
      case Previewing previewing -> close(session).and(Moves.release(previewing.preview()));
      case Ready _, Paused _, Seeking _ -> close(session);
    };
  }

  private Step<Session, Effect> found(Session session, Reconnecting away, Event.Found found) {
    return away.work() instanceof Seeking
        ? with(session, away, new Previewing(found.preview(), found.at().plus(times.renewEvery())))
        : Step.to(session, Moves.release(found.preview()));
  }

  private static Step<Session, Effect> callOver(
      Session session, Reconnecting away, Event.CallOver over) {
    Session after = session.correctable(Moves.correctable(over));
    if (session.wishes().leaving()) {
      return close(after);
    }
    State.Work rest = session.wishes().pause() ? new Paused() : new Ready(Optional.empty());
    Step<Session, Effect> step = with(after.wishing(session.wishes().pause(false)), away, rest);
    return over.notice().map(notice -> step.and(new Effect.Say(notice))).orElse(step);
  }

  private static Step<Session, Effect> withdrawn(
      Session session, Reconnecting away, Event.Withdrawn withdrawn) {
    return switch (away.work()) {
      case Previewing(Preview preview, _) when preview.phone().equals(withdrawn.phone()) ->
          with(session, away, new Ready(Optional.empty()))
              .and(Moves.release(preview))
              .and(new Effect.Say(Notices.WITHDRAWN));
      case OnCall(Preview preview, _) when preview.phone().equals(withdrawn.phone()) ->
          Step.to(session, new Effect.WithdrawCall(withdrawn.at()));
      case Ready _, Paused _, Seeking _, Previewing _, OnCall _, WrapUp _ -> Step.to(session);
    };
  }

  private static Step<Session, Effect> mustFinish(
      Session session, Reconnecting away, Event.MustFinish must) {
    Effect say = new Effect.Say(must.why().notice());
    return switch (away.work()) {
      case OnCall _, WrapUp _, Seeking _ ->
          Step.to(session.wishing(session.wishes().mustFinish(true)), say);
      case Previewing previewing ->
          close(session).and(Moves.release(previewing.preview())).and(say);
      case Ready _, Paused _ -> close(session).and(say);
    };
  }

  /// There is no line to end.
  private static Step<Session, Effect> close(Session session) {
    return Step.to(session.in(new Gone()), new Effect.Close());
  }

  private static Step<Session, Effect> with(Session session, Reconnecting away, State.Work work) {
    return Step.to(session.in(new Reconnecting(work, away.until())));
  }
}
