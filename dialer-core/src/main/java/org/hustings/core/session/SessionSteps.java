package org.hustings.core.session;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.call.Step;
import org.hustings.core.session.Session.Effect;
import org.hustings.core.session.Session.Event;
import org.hustings.core.session.Session.State;
import org.hustings.core.session.Session.State.Connecting;
import org.hustings.core.session.Session.State.Gone;
import org.hustings.core.session.Session.State.OnCall;
import org.hustings.core.session.Session.State.Paused;
import org.hustings.core.session.Session.State.Previewing;
import org.hustings.core.session.Session.State.Ready;
import org.hustings.core.session.Session.State.Reconnecting;
import org.hustings.core.session.Session.State.Seeking;
import org.hustings.core.session.Session.State.WrapUp;

/// The moves of a session: one method per state. What a volunteer's commands do is in [Asking].
public final class SessionSteps {
  private final Times times;

  public SessionSteps(Times times) {
    this.times = requireNonNull(times, "times");
  }

  /// How long a session waits.
  ///
  /// @param renewEvery how often the hold of a number on the screen is renewed
  /// @param seekFor how long the claim desk is waited for
  /// @param wrapUpLimit how long a volunteer who is connected may say nothing of a call that is
  ///   over
  /// @param awayGrace how long a volunteer who has no number may be away; with one it is the
  ///   project's wrap-up grace (R24)
  public record Times(
      Duration renewEvery, Duration seekFor, Duration wrapUpLimit, Duration awayGrace) {
    /// How long after the grace, or that limit, the server's own decision of the call is waited for
    /// before it is asked for again.
    static final Duration ASK_AGAIN = Duration.ofMinutes(1);
  }

  public Step<Session, Effect> step(Session session, Event event) {
    return switch (session.state()) {
      case Connecting _ -> connecting(session, event);
      case Ready ready -> idle(session, ready, event);
      case Paused paused -> idle(session, paused, event);
      case Seeking seeking -> seeking(session, seeking, event);
      case Previewing previewing -> previewing(session, previewing, event);
      case OnCall onCall -> onCall(session, onCall, event);
      case WrapUp wrapUp -> wrapUp(session, wrapUp, event);
      case Reconnecting away -> new Away(times).step(session, away, event);
      case Gone _ -> gone(session, event);
    };
  }

  private Step<Session, Effect> connecting(Session session, Event event) {
    return switch (event) {
      case Event.Opened opened ->
          Step.to(
              new Session(
                  new Ready(Optional.empty()), session.wishes(), opened.project(), session.last()));
      case Event.Asked asked -> Asking.connecting(session, asked);
      case Event.MustFinish must -> Moves.leave(session).and(new Effect.Say(must.why().notice()));
      case Event.LineLost _ -> Step.to(session.in(new Gone()), new Effect.Close());
      case Event.ProjectChosen chosen -> Moves.refused(session, chosen, Refusal.NOT_JOINED);
      case Event.Found found -> Step.to(session, Moves.release(found.preview()));
      case Event.NotFound _,
          Event.Renewed _,
          Event.HoldLost _,
          Event.CallBegan _,
          Event.CallEnded _,
          Event.CallOver _,
          Event.Joined _,
          Event.Withdrawn _,
          Event.Due _ ->
          Step.to(session);
    };
  }

  /// Ready and paused differ in what the volunteer may ask for, not in what can happen.
  private Step<Session, Effect> idle(Session session, State.Work work, Event event) {
    return switch (event) {
      case Event.Asked asked ->
          work instanceof Paused
              ? Asking.paused(session, asked)
              : Asking.ready(session, asked, times);
      case Event.ProjectChosen chosen ->
          Step.to(session.on(chosen.project()), new Effect.Accept(chosen.ticket()));
      case Event.LineLost lost -> Moves.away(session, work, lost.at().plus(times.awayGrace()));
      case Event.MustFinish must -> Moves.leave(session).and(new Effect.Say(must.why().notice()));
      case Event.Found found -> Step.to(session, Moves.release(found.preview()));
      case Event.Opened _,
          Event.NotFound _,
          Event.Renewed _,
          Event.HoldLost _,
          Event.CallBegan _,
          Event.CallEnded _,
          Event.CallOver _,
          Event.Joined _,
          Event.Withdrawn _,
          Event.Due _ ->
          Step.to(session);
    };
  }

  private Step<Session, Effect> seeking(Session session, Seeking seeking, Event event) {
    return switch (event) {
      case Event.Found found -> found(session, found);
      case Event.NotFound notFound ->
          Moves.rest(session, new Ready(notFound.nothing())).and(new Effect.Say(notFound.why()));
      case Event.Due due when due.isOf(seeking.until()) ->
          Moves.rest(session, new Ready(Optional.empty()))
              .and(new Effect.Say(Refusal.STORE_UNAVAILABLE.notice()));
      case Event.Asked asked -> Asking.seeking(session, asked);
      case Event.ProjectChosen chosen -> Moves.refused(session, chosen, Refusal.SEEKING);
      case Event.LineLost lost -> Moves.away(session, seeking, lost.at().plus(times.awayGrace()));
      case Event.MustFinish must -> Moves.finishLater(session, must);
      case Event.Opened _,
          Event.Renewed _,
          Event.HoldLost _,
          Event.CallBegan _,
          Event.CallEnded _,
          Event.CallOver _,
          Event.Joined _,
          Event.Withdrawn _,
          Event.Due _ ->
          Step.to(session);
    };
  }

  private Step<Session, Effect> previewing(Session session, Previewing previewing, Event event) {
    Preview preview = previewing.preview();
    return switch (event) {
      case Event.Asked asked -> Asking.previewing(session, previewing, asked);
      case Event.CallBegan began ->
          Step.to(session.in(new OnCall(preview, began.attempt())).correctable(Optional.empty()));
      case Event.ProjectChosen chosen ->
          Step.to(
              session.on(chosen.project()).in(new Ready(Optional.empty())),
              Moves.release(preview),
              new Effect.Accept(chosen.ticket()));
      case Event.Renewed renewed -> Step.to(session.in(Moves.renewed(previewing, renewed)));
      case Event.HoldLost lost -> Moves.holdLost(session, previewing, lost);
      case Event.Withdrawn withdrawn -> Moves.withdrawn(session, previewing, withdrawn.phone());
      case Event.LineLost lost ->
          Moves.away(session, previewing, lost.at().plus(Moves.graceOf(preview)));
      case Event.MustFinish must ->
          Moves.leave(session).and(Moves.release(preview)).and(new Effect.Say(must.why().notice()));
      // If the store does not answer, the renewal is tried again long before the lease ends.
      case Event.Due due when due.isOf(previewing.renewAt()) ->
          Step.to(
              session.in(new Previewing(preview, due.at().plus(times.renewEvery()))),
              new Effect.Renew(preview.hold()));
      case Event.Found found -> Step.to(session, Moves.release(found.preview()));
      case Event.Opened _,
          Event.NotFound _,
          Event.CallEnded _,
          Event.CallOver _,
          Event.Joined _,
          Event.Due _ ->
          Step.to(session);
    };
  }

  private Step<Session, Effect> onCall(Session session, OnCall onCall, Event event) {
    Preview preview = onCall.preview();
    return switch (event) {
      case Event.Asked asked -> Asking.onCall(session, onCall, asked);
      case Event.CallEnded ended ->
          Step.to(
              session.in(
                  new WrapUp(preview, onCall.attempt(), ended.at().plus(times.wrapUpLimit()))));
      case Event.CallOver over -> Moves.callOver(session, over);
      case Event.LineLost lost ->
          Moves.away(session, onCall, lost.at().plus(Moves.graceOf(preview)))
              .and(new Effect.LoseVolunteer(lost.at()));
      case Event.Withdrawn withdrawn when withdrawn.phone().equals(preview.phone()) ->
          Step.to(session, new Effect.WithdrawCall(withdrawn.at()));
      case Event.MustFinish must -> Moves.finishLater(session, must);
      case Event.ProjectChosen chosen -> Moves.refused(session, chosen, Refusal.ON_CALL);
      case Event.Found found -> Step.to(session, Moves.release(found.preview()));
      case Event.Opened _,
          Event.NotFound _,
          Event.Renewed _,
          Event.HoldLost _,
          Event.CallBegan _,
          Event.Joined _,
          Event.Withdrawn _,
          Event.Due _ ->
          Step.to(session);
    };
  }

  private Step<Session, Effect> wrapUp(Session session, WrapUp wrapUp, Event event) {
    return switch (event) {
      case Event.Asked asked -> {
        WrapUp longer = wrapUp.until(asked.at().plus(times.wrapUpLimit()));
        yield Asking.wrapUp(session.in(longer), longer, asked);
      }
      case Event.Due due when due.isOf(wrapUp.until()) ->
          Step.to(
              session
                  .in(wrapUp.until(due.at().plus(Times.ASK_AGAIN)))
                  .wishing(session.wishes().pause(true)),
              new Effect.EndGrace(due.at()));
      case Event.CallOver over -> Moves.callOver(session, over);
      case Event.LineLost lost ->
          Moves.away(session, wrapUp, lost.at().plus(Moves.graceOf(wrapUp.preview())));
      case Event.MustFinish must -> Moves.finishLater(session, must);
      case Event.ProjectChosen chosen -> Moves.refused(session, chosen, Refusal.WRITE_DOWN);
      case Event.Found found -> Step.to(session, Moves.release(found.preview()));
      case Event.Opened _,
          Event.NotFound _,
          Event.Renewed _,
          Event.HoldLost _,
          Event.CallBegan _,
          Event.CallEnded _,
          Event.Joined _,
          Event.Withdrawn _,
          Event.Due _ ->
          Step.to(session);
    };
  }

  private static Step<Session, Effect> gone(Session session, Event event) {
    return switch (event) {
      // Asked for before the end, found after it.
      case Event.Found found -> Step.to(session, Moves.release(found.preview()));
      case Event.Asked asked -> Step.to(session, new Effect.Refuse(asked.ticket(), Refusal.GONE));
      case Event.ProjectChosen chosen -> Moves.refused(session, chosen, Refusal.GONE);
      case Event.Opened _,
          Event.NotFound _,
          Event.Renewed _,
          Event.HoldLost _,
          Event.CallBegan _,
          Event.CallEnded _,
          Event.CallOver _,
          Event.Joined _,
          Event.LineLost _,
          Event.Withdrawn _,
          Event.MustFinish _,
          Event.Due _ ->
          Step.to(session);
    };
  }

  private Step<Session, Effect> found(Session session, Event.Found found) {
    if (session.wishes().leaving() || session.wishes().pause()) {
      return Moves.rest(session, new Ready(Optional.empty())).and(Moves.release(found.preview()));
    }
    return Step.to(
        session.in(new Previewing(found.preview(), found.at().plus(times.renewEvery()))));
  }
}
