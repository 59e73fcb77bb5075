package org.hustings.core.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.call.Step;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.queue.Hold;
import org.hustings.core.session.Session.Effect;
import org.hustings.core.session.Session.Event;
import org.hustings.core.session.Session.State;
import org.hustings.core.session.Session.State.Gone;
import org.hustings.core.session.Session.State.Paused;
import org.hustings.core.session.Session.State.Previewing;
import org.hustings.core.session.Session.State.Ready;
import org.hustings.core.session.Session.State.Reconnecting;

/// The moves that several states of a session have in common.
final class Moves {
  private Moves() {}

  /// Free again: as wished, otherwise ready.
  static Step<Session, Effect> rest(Session session, Ready ready) {
    if (session.wishes().leaving()) {
      return leave(session);
    }
    return session.wishes().pause()
        ? Step.to(session.in(new Paused()).wishing(session.wishes().pause(false)))
        : Step.to(session.in(ready));
  }

  static Step<Session, Effect> leave(Session session) {
    return Step.to(session.in(new Gone()), new Effect.EndLine(), new Effect.Close());
  }

  static Step<Session, Effect> away(Session session, State.Work work, Instant until) {
    return Step.to(session.in(new Reconnecting(work, until)));
  }

  static Step<Session, Effect> callOver(Session session, Event.CallOver over) {
    Step<Session, Effect> step =
        rest(session.correctable(correctable(over)), new Ready(Optional.empty()));
    return over.notice().map(notice -> step.and(new Effect.Say(notice))).orElse(step);
  }

  static Optional<AttemptId> correctable(Event.CallOver over) {
    return over.disposed() ? Optional.of(over.attempt()) : Optional.empty();
  }

  static Duration graceOf(Preview preview) {
    return preview.project().settings().wrapUpGrace();
  }

  static Effect release(Preview preview) {
    return new Effect.Release(preview.hold());
  }

  static boolean isOurs(Previewing previewing, Hold hold) {
    return previewing.preview().hold().number() == hold.number()
        && previewing.preview().phone().equals(hold.phone());
  }

  static Previewing renewed(Previewing previewing, Event.Renewed renewed) {
    return isOurs(previewing, renewed.hold())
        ? new Previewing(previewing.preview().held(renewed.hold()), previewing.renewAt())
        : previewing;
  }

  static Step<Session, Effect> holdLost(
      Session session, Previewing previewing, Event.HoldLost lost) {
    return lost.entry().equals(previewing.preview().entry())
        ? Step.to(session.in(new Ready(Optional.empty())), new Effect.Say(Notices.HOLD_LOST))
        : Step.to(session);
  }

  static Step<Session, Effect> withdrawn(Session session, Previewing previewing, PhoneId phone) {
    return phone.equals(previewing.preview().phone())
        ? Step.to(
            session.in(new Ready(Optional.empty())),
            release(previewing.preview()),
            new Effect.Say(Notices.WITHDRAWN))
        : Step.to(session);
  }

  static Step<Session, Effect> finishLater(Session session, Event.MustFinish must) {
    return Step.to(
        session.wishing(session.wishes().mustFinish(true)), new Effect.Say(must.why().notice()));
  }

  static Step<Session, Effect> refused(Session session, Event.ProjectChosen chosen, Refusal why) {
    return Step.to(session, new Effect.Refuse(chosen.ticket(), why));
  }
}
