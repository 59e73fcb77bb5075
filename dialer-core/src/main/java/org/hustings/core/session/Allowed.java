package org.hustings.core.session;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.call.Call;
import org.hustings.core.call.Call.HangingUp.Then;
import org.hustings.core.session.Command.Kind;
import org.hustings.core.session.Session.State;

/// What a volunteer may do now, so that the screen derives no rules: a command that is listed here
/// is not refused by the lifecycles, and one that is not listed is refused or changes nothing.
public final class Allowed {
  private Allowed() {}

  /// @param message the project has a message to drop on answering machines (R12)
  public static Set<Kind> in(Session session, Optional<Call> call, boolean message) {
    Set<Kind> kinds = commands(session, call, message);
    if (kinds.contains(Kind.DISPOSE)) {
      kinds.add(Kind.REPORT_ABUSE);
    }
    return kinds;
  }

  private static Set<Kind> commands(Session session, Optional<Call> call, boolean message) {
    return switch (session.state()) {
      case State.Connecting _ -> EnumSet.of(Kind.LEAVE);
      case State.Ready _ -> ready(session);
      case State.Seeking _ -> withWishes(session, EnumSet.noneOf(Kind.class));
      case State.Previewing _ -> previewing(session);
      case State.OnCall _ ->
          withWishes(session, call.map(now -> onCall(now, message)).orElseGet(Allowed::nothing));
      case State.WrapUp _ ->
          withWishes(session, call.map(Allowed::wrapUp).orElseGet(Allowed::nothing));
      case State.Paused _ -> paused(session);
      case State.Reconnecting _ -> away(call);
      case State.Gone _ -> nothing();
    };
  }

  private static Set<Kind> ready(Session session) {
    Set<Kind> kinds = EnumSet.of(Kind.CHOOSE_PROJECT, Kind.PAUSE, Kind.LEAVE);
    if (session.project().isPresent()) {
      kinds.add(Kind.NEXT);
    }
    return correction(session, kinds);
  }

  private static Set<Kind> previewing(Session session) {
    return correction(
        session,
        EnumSet.of(
            Kind.CALL,
            Kind.SKIP,
            Kind.CHOOSE_PROJECT,
            Kind.PAUSE,
            Kind.FINISH_AFTER_CALL,
            Kind.LEAVE));
  }

  private static Set<Kind> paused(Session session) {
    return correction(session, EnumSet.of(Kind.RESUME, Kind.CHOOSE_PROJECT, Kind.LEAVE));
  }

  private static Set<Kind> onCall(Call call, boolean message) {
    return switch (call) {
      case Call.Beginning _ -> EnumSet.of(Kind.HANG_UP);
      case Call.Dialing _, Call.Alerting _, Call.ByHand _ -> EnumSet.of(Kind.HANG_UP, Kind.DISPOSE);
      case Call.Talking _ -> {
        Set<Kind> kinds = EnumSet.of(Kind.HANG_UP, Kind.DISPOSE, Kind.SEND_DIGITS);
        if (message) {
          kinds.add(Kind.DROP_VOICEMAIL);
        }
        yield kinds;
      }
      case Call.CalledOff _,
          Call.HangingUp _,
          Call.Ended _,
          Call.Disposing _,
          Call.Settling _,
          Call.Over _ ->
          wrapUp(call);
    };
  }

  private static Set<Kind> wrapUp(Call call) {
    boolean waitsForWord =
        switch (call) {
          case Call.Ended _ -> true;
          case Call.HangingUp hangingUp -> hangingUp.then() instanceof Then.WrapUp;
          case Call.Beginning _,
              Call.CalledOff _,
              Call.Dialing _,
              Call.Alerting _,
              Call.Talking _,
              Call.ByHand _,
              Call.Disposing _,
              Call.Settling _,
              Call.Over _ ->
              false;
        };
    return waitsForWord ? EnumSet.of(Kind.DISPOSE) : nothing();
  }

  private static Set<Kind> away(Optional<Call> call) {
    Set<Kind> kinds = call.map(Allowed::wrapUp).orElseGet(Allowed::nothing);
    kinds.add(Kind.LEAVE);
    return kinds;
  }

  private static Set<Kind> withWishes(Session session, Set<Kind> kinds) {
    kinds.add(session.wishes().pause() ? Kind.RESUME : Kind.PAUSE);
    kinds.add(Kind.FINISH_AFTER_CALL);
    kinds.add(Kind.LEAVE);
    return kinds;
  }

  private static Set<Kind> correction(Session session, Set<Kind> kinds) {
    if (session.last().isPresent()) {
      kinds.add(Kind.DISPOSE);
    }
    return kinds;
  }

  private static Set<Kind> nothing() {
    return EnumSet.noneOf(Kind.class);
  }
}
