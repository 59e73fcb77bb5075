package org.hustings.core.dialing;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.call.Call;
import org.hustings.core.dialing.Calling.Current;
import org.hustings.core.disposition.Action;
import org.hustings.core.queue.Explanation;
import org.hustings.core.session.Allowed;
import org.hustings.core.session.Preview;
import org.hustings.core.session.Session;
import org.hustings.core.session.Session.State;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.session.SessionView;
import org.hustings.core.session.SessionView.CallView;

/// Draws what the volunteer sees from what is so.
record Showing(SessionRunner runner, Office office) {

  SessionView view() {
    Session session = runner.session();
    Optional<Preview> preview = preview(session.state());
    Optional<Current> call =
        preview.isPresent() && inCall(session.state())
            ? runner.calling().current()
            : Optional.empty();
    boolean message = preview.flatMap(Preview::message).isPresent();
    return new SessionView(
        runner.id(),
        runner.volunteer().id(),
        runner.mode(),
        runner.startedAt(),
        0,
        office.now(),
        state(session.state(), call.map(now -> now.call)),
        runner.line().isUp() || isThereByHand(session.state()),
        runner.line().leg(),
        runner.line().leg().flatMap(office.telephony()::homeOf),
        Allowed.in(session, call.map(now -> now.call), message),
        session.project(),
        preview.map(Preview::entry),
        preview.map(Preview::screen),
        call.map(Showing::call),
        nothing(session.state()),
        runner.notice(),
        endsAt(session.state(), call),
        session.wishes().finish() || session.wishes().mustFinish(),
        runner.meter().quality());
  }

  private boolean isThereByHand(State state) {
    return runner.mode() == Mode.HAND
        && !(state instanceof State.Reconnecting || state instanceof State.Gone);
  }

  private static SessionView.State state(State state, Optional<Call> call) {
    return switch (state) {
      case State.Connecting _ -> SessionView.State.CONNECTING;
      case State.Ready _, State.Seeking _ -> SessionView.State.READY;
      case State.Previewing _ -> SessionView.State.PREVIEWING;
      case State.OnCall _ -> call.map(Showing::state).orElse(SessionView.State.DIALING);
      case State.WrapUp _ -> SessionView.State.WRAP_UP;
      case State.Paused _ -> SessionView.State.PAUSED;
      case State.Reconnecting _ -> SessionView.State.RECONNECTING;
      case State.Gone _ -> SessionView.State.GONE;
    };
  }

  private static SessionView.State state(Call call) {
    return switch (call) {
      case Call.Beginning _, Call.CalledOff _, Call.Dialing _ -> SessionView.State.DIALING;
      case Call.Alerting _ -> SessionView.State.RINGING;
      case Call.Talking _, Call.ByHand _ -> SessionView.State.TALKING;
      case Call.HangingUp _, Call.Ended _, Call.Disposing _, Call.Settling _, Call.Over _ ->
          SessionView.State.WRAP_UP;
    };
  }

  private static boolean inCall(State state) {
    return switch (state) {
      case State.OnCall _, State.WrapUp _ -> true;
      case State.Reconnecting away -> inCall(away.work());
      case State.Connecting _,
          State.Ready _,
          State.Seeking _,
          State.Previewing _,
          State.Paused _,
          State.Gone _ ->
          false;
    };
  }

  private static Optional<Preview> preview(State state) {
    return switch (state) {
      case State.Previewing previewing -> Optional.of(previewing.preview());
      case State.OnCall onCall -> Optional.of(onCall.preview());
      case State.WrapUp wrapUp -> Optional.of(wrapUp.preview());
      case State.Reconnecting away -> preview(away.work());
      case State.Connecting _, State.Ready _, State.Seeking _, State.Paused _, State.Gone _ ->
          Optional.empty();
    };
  }

  private static CallView call(Current now) {
    return new CallView(
        now.plan.attempt(),
        now.dialedAt,
        now.progress.ringingAt(),
        now.earlyMedia,
        now.progress.answeredAt(),
        now.answeredBy,
        now.progress.endedAt(),
        now.end,
        suggested(now.call),
        recorded(now.call));
  }

  private static Optional<Action> suggested(Call call) {
    return switch (call) {
      case Call.Ended ended -> ended.conclusion().suggested();
      case Call.Disposing disposing -> disposing.ended().conclusion().suggested();
      case Call.Beginning _,
          Call.CalledOff _,
          Call.Dialing _,
          Call.Alerting _,
          Call.Talking _,
          Call.ByHand _,
          Call.HangingUp _,
          Call.Settling _,
          Call.Over _ ->
          Optional.empty();
    };
  }

  private static Optional<String> recorded(Call call) {
    return call instanceof Call.Over(_, Call.How.Disposed(Action action, Optional<String> code))
        ? Optional.of(code.orElse(action.name()))
        : Optional.empty();
  }

  private static Optional<Explanation> nothing(State state) {
    return state instanceof State.Ready ready ? ready.nothing() : Optional.empty();
  }

  private static Optional<Instant> endsAt(State state, Optional<Current> call) {
    return switch (state) {
      case State.Previewing previewing -> Optional.of(previewing.preview().hold().until());
      case State.Reconnecting away -> Optional.of(away.until());
      case State.WrapUp wrapUp -> Optional.of(wrapUp.until());
      case State.OnCall _ -> call.flatMap(Showing::ringsUntil);
      case State.Connecting _, State.Ready _, State.Seeking _, State.Paused _, State.Gone _ ->
          Optional.empty();
    };
  }

  private static Optional<Instant> ringsUntil(Current now) {
    return now.progress.answeredAt().isPresent()
        ? Optional.empty()
        : now.progress
            .ringingAt()
            .flatMap(at -> now.begun.map(begun -> at.plus(begun.settings().ringFor())));
  }
}
