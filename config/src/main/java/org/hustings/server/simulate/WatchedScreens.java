package org.hustings.server.simulate;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.id.SessionId;
import org.hustings.core.session.SessionView;
import org.hustings.core.session.SessionView.CallView;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.time.VirtualTime;

/// What must hold of the screens whenever one changes: no number is on two of them, and each call
/// that rings or talks is an open attempt of that session at that number.
final class WatchedScreens {
  private static final Set<State> WITH_NUMBER =
      EnumSet.of(State.PREVIEWING, State.DIALING, State.RINGING, State.TALKING, State.WRAP_UP);

  private static final Set<State> UP = EnumSet.of(State.RINGING, State.TALKING);

  /// What may end a hold of which the screen does not yet know: its lease ran out by a clock that
  /// was set, or while the server slept; or the store could not be asked, or did not say what it
  /// wrote.
  private static final Set<Trouble> NOT_YET_KNOWN =
      EnumSet.of(
          Trouble.CLOCK_SET,
          Trouble.MACHINE_ASLEEP,
          Trouble.STORE_AWAY,
          Trouble.STORE_FAILING,
          Trouble.STORE_SLOW);

  private static final Duration KNOWN_WITHIN = Duration.ofMinutes(10);

  private final VirtualTime time;
  private final Town town;
  private final Troubles troubles;
  private final Referee referee;
  private final Map<SessionId, Shown> shown = new HashMap<>();

  WatchedScreens(VirtualTime time, Town town, Troubles troubles, Referee referee) {
    this.time = time;
    this.town = town;
    this.troubles = troubles;
    this.referee = referee;
  }

  private record Shown(String number, State state) {}

  void serverDied() {
    shown.clear();
  }

  void show(SessionView view) {
    Optional<Shown> now =
        view.screen()
            .filter(_ -> WITH_NUMBER.contains(view.state()))
            .map(screen -> new Shown(screen.number(), view.state()));
    if (now.isEmpty()) {
      shown.remove(view.session());
    } else if (!now.get().equals(shown.put(view.session(), now.get()))) {
      referee.listed().seen(now.get().number(), view.state());
      alone(view.session(), now.get());
      written(view, now.get());
    }
  }

  boolean isPreviewed(String number) {
    return shown.containsValue(new Shown(number, State.PREVIEWING));
  }

  /// R4.
  private void alone(SessionId session, Shown mine) {
    shown.forEach((other, its) -> {
      boolean same = !other.equals(session) && its.number.equals(mine.number);
      boolean bothUp = UP.contains(its.state) && UP.contains(mine.state);
      if (same
          && (bothUp
              || !troubles.anyOf(
                  NOT_YET_KNOWN, time.instant().minus(KNOWN_WITHIN), time.instant()))) {
        referee.complain(
            "R4: session %s and session %s show %s: %s, %s"
                .formatted(session, other, mine.number, mine.state, its.state));
      }
    });
  }

  /// R22.
  private void written(SessionView view, Shown mine) {
    if (!UP.contains(mine.state)) {
      return;
    }
    Optional<Attempt> open =
        town.books()
            .in(town.campaign(), stores -> stores.attempts().openAt(town.home(mine.number).phone()))
            .filter(attempt -> attempt.session().equals(view.session()))
            .filter(
                attempt -> view.call().map(CallView::attempt).equals(Optional.of(attempt.id())));
    if (open.isEmpty()) {
      referee.complain(
          "R22: session %s shows %s %s, and no such attempt is open"
              .formatted(view.session(), mine.number, mine.state));
    }
  }
}
