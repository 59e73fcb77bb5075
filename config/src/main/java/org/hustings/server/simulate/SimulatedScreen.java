package org.hustings.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.SessionDesk.Reply;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.VoterId;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView;
import org.hustings.core.session.SessionView.CallView;

/// A volunteer's screen: the last that the server showed, what was asked of it, and what was said
/// and not confirmed.
final class SimulatedScreen {
  private static final List<Action> ANSWERED =
      List.of(
          Action.SUCCESSFUL,
          Action.SUCCESSFUL,
          Action.REFUSED,
          Action.NO_ANSWER,
          Action.BUSY,
          Action.WRONG_NUMBER,
          Action.CALL_BACK,
          Action.DO_NOT_CALL);
  private static final List<Action> UNANSWERED =
      List.of(Action.NO_ANSWER, Action.NO_ANSWER, Action.BUSY, Action.FAILED);

  private final Volunteer who;
  private final SimulatedVolunteer.Floor floor;
  private final Chance chance;
  private final List<String> unanswered = new ArrayList<>();
  private Optional<SessionView> seen = Optional.empty();
  private Optional<AttemptId> lastAttempt = Optional.empty();
  private Optional<Command.Dispose> unconfirmed = Optional.empty();
  private int keys;

  SimulatedScreen(Volunteer who, SimulatedVolunteer.Floor floor, Chance chance) {
    this.who = who;
    this.floor = floor;
    this.chance = chance;
  }

  Optional<SessionView> seen() {
    return seen;
  }

  /// Commands to which the server that runs has said nothing.
  List<String> unanswered() {
    return List.copyOf(unanswered);
  }

  /// The number that is being called or talked to.
  Optional<String> numberInCall() {
    return seen.flatMap(SimulatedScreen::numberIn);
  }

  private static Optional<String> numberIn(SessionView view) {
    return switch (view.state()) {
      case DIALING, RINGING, TALKING -> view.screen().map(SessionView.VoterScreen::number);
      case CONNECTING, READY, PREVIEWING, WRAP_UP, PAUSED, RECONNECTING, GONE -> Optional.empty();
    };
  }

  void serverDied() {
    seen = Optional.empty();
    unconfirmed = Optional.empty();
    unanswered.clear();
  }

  /// @param ofThisCall whether it is the session of the call that the volunteer is in
  void shows(SessionView view, boolean ofThisCall) {
    boolean sameAsBefore = seen.filter(now -> now.session().equals(view.session())).isPresent();
    if (ofThisCall || sameAsBefore || seen.isEmpty()) {
      seen = view.state() == SessionView.State.GONE ? Optional.empty() : Optional.of(view);
      view.call().map(CallView::attempt).ifPresent(attempt -> lastAttempt = Optional.of(attempt));
    }
  }

  /// Corrects what was said of the last call.
  void sayAgainOfTheLast(Action action) {
    lastAttempt.ifPresent(attempt -> say(attempt, Disposition.plain(action)));
  }

  /// Says something that fits how the call went.
  void say(SessionView view) {
    boolean answered = view.call().flatMap(CallView::answeredAt).isPresent();
    Action action = chance.oneOf(answered ? ANSWERED : UNANSWERED);
    view.call()
        .map(CallView::attempt)
        .filter(_ -> view.allowed().contains(Command.Kind.DISPOSE))
        .ifPresent(attempt -> say(attempt, disposition(view, action)));
  }

  private Disposition disposition(SessionView view, Action action) {
    Set<VoterId> wrongFor =
        view.screen().stream()
            .flatMap(screen -> screen.people().stream())
            .limit(1)
            .map(person -> new VoterId(person.voter()))
            .collect(Collectors.toSet());
    return new Disposition(
        action.name(),
        action,
        Set.of(),
        action == Action.WRONG_NUMBER ? wrongFor : Set.of(),
        action == Action.CALL_BACK
            ? Optional.of(floor.onTheWall().plus(Duration.ofHours(1)))
            : Optional.empty(),
        Map.of(),
        List.of());
  }

  /// What was said and not confirmed is said again, with the same key (R21).
  private void say(AttemptId attempt, Disposition what) {
    Command.Dispose command =
        unconfirmed
            .filter(before -> before.attempt().equals(attempt))
            .orElseGet(() -> new Command.Dispose(attempt, who.id().value() + "-" + ++keys, what));
    unconfirmed = Optional.of(command);
    floor.referee().says(attempt, command.key(), command.disposition().action());
    submit(command);
  }

  void submit(Command command) {
    floor
        .desk()
        .ifPresent(desk -> {
          floor.referee().journal().note(who.name(), command);
          unanswered.add(floor.now() + " " + who.name() + " " + command);
          String asked = unanswered.getLast();
          CompletableFuture<?> _ =
              desk.submit(who, command)
                  .thenAccept(reply -> {
                    unanswered.remove(asked);
                    answered(command, reply);
                  });
        });
  }

  private void answered(Command command, Reply reply) {
    switch (reply) {
      case Reply.Done _ -> {
        if (command instanceof Command.Dispose said) {
          floor.referee().confirmed(said.attempt(), said.key());
          unconfirmed = Optional.empty();
        }
      }
      case Reply.Refused(String code, String _, Optional<Instant> _, Optional<SessionView> _) -> {
        floor.referee().journal().note(who.name(), "is refused:", code);
        // Not yet saved is not refused: it is said again with the same key.
        if (!code.equals("not-saved-yet")) {
          unconfirmed = Optional.empty();
        }
      }
      case Reply.NoSession _ -> seen = Optional.empty();
    }
  }
}
