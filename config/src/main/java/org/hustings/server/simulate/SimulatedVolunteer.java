package org.hustings.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.Prompt;
import org.hustings.core.dialing.SessionDesk;
import org.hustings.core.dialing.SessionDesk.Reply;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.VoterId;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView;
import org.hustings.core.session.SessionView.CallView;
import org.hustings.core.telephony.Sound;
import org.hustings.telephony.phonenet.memory.Hears;
import org.hustings.telephony.phonenet.memory.InMemoryPhone;

/// A volunteer at work by telephone and screen, who looks at the screen every few seconds and does
/// something of what it allows. Whatever happens to the server, they try again.
final class SimulatedVolunteer {
  private static final Duration NO_ANSWER = Duration.ofSeconds(60);
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
  private final Floor floor;
  private final Chance chance;
  private Optional<Call> call = Optional.empty();
  private Optional<SessionView> seen = Optional.empty();
  private Optional<AttemptId> lastAttempt = Optional.empty();
  private Optional<Command.Dispose> unconfirmed = Optional.empty();
  private Instant lastSeenAt = Instant.MIN;
  private int keys;
  private final List<String> unanswered = new ArrayList<>();

  SimulatedVolunteer(Volunteer who, Floor floor, Chance chance) {
    this.who = who;
    this.floor = floor;
    this.chance = chance;
  }

  /// What volunteers share.
  interface Floor {
    Instant now();

    void after(Duration wait, Runnable what);

    InMemoryPhone phone();

    /// The desk of the server that runs, if one does.
    Optional<SessionDesk> desk();

    Town town();

    Referee referee();

    /// The volunteer was connected to a session for so long.
    void connected(SessionId session, Instant since, Instant until);

    /// What the clock of the campaign shows.
    Instant onTheWall();

    /// Whether it is time to go home.
    boolean isOver();
  }

  /// One call of the volunteer's own telephone.
  private static final class Call {
    private final InMemoryPhone phone;
    private final Instant dialedAt;
    private Optional<SessionId> session = Optional.empty();
    private Instant joinedAt = Instant.MIN;
    private boolean vanished;

    Call(InMemoryPhone phone, Instant dialedAt) {
      this.phone = phone;
      this.dialedAt = dialedAt;
    }
  }

  void begin() {
    floor.after(chance.seconds(1, 300), this::act);
  }

  /// The server is gone: the screen says so, the line does not.
  void serverDied() {
    seen = Optional.empty();
    unconfirmed = Optional.empty();
    unanswered.clear();
    call.ifPresent(dead -> floor.after(chance.seconds(20, 120), () -> hangUp(dead)));
  }

  Optional<SessionView> seen() {
    return seen;
  }

  boolean isOnTheLine() {
    return call.isPresent();
  }

  /// Commands to which the server that runs has said nothing.
  List<String> unanswered() {
    return List.copyOf(unanswered);
  }

  private void act() {
    floor.after(chance.seconds(1, 30), this::act);
    if (call.isEmpty()) {
      if (!floor.isOver() && chance.percent(60)) {
        dialIn();
      }
      return;
    }
    Call now = call.get();
    boolean waitedLong = now.dialedAt.plus(NO_ANSWER).isBefore(floor.now());
    if (now.session.isEmpty()) {
      if (waitedLong) {
        hangUp(now);
      }
    } else if (now.vanished) {
      if (chance.percent(20)) {
        hangUp(now);
      }
    } else if (seen.isPresent()) {
      lastSeenAt = floor.now();
      seen.ifPresent(this::decide);
    } else if (lastSeenAt.plus(NO_ANSWER).isBefore(floor.now())) {
      hangUp(now);
    }
  }

  // --- the telephone ---

  private void dialIn() {
    Call dialed = new Call(floor.phone(), floor.now());
    call = Optional.of(dialed);
    dialed.phone.listen(event -> heard(dialed, event));
    dialed.phone.dial(Registry.DNIS);
  }

  private void heard(Call on, InMemoryPhone.Event event) {
    switch (event) {
      case InMemoryPhone.Event.Connected _ -> {
        floor.after(Duration.ofSeconds(2), () -> press(on, Registry.numberOf(who) + "#"));
        floor.after(Duration.ofSeconds(5), () -> press(on, Registry.PIN + "#"));
      }
      case InMemoryPhone.Event.HearsNow(Instant _, Hears what) -> {
        if (what instanceof Hears.Played(Sound.Prompt(String name))) {
          prompted(on, name);
        }
      }
      case InMemoryPhone.Event.Keys _ -> {}
      case InMemoryPhone.Event.HungUp _ -> over(on);
    }
  }

  private void press(Call on, String keys) {
    if (on.session.isEmpty() && call.filter(on::equals).isPresent()) {
      on.phone.press(keys);
    }
  }

  private void prompted(Call on, String name) {
    if (name.equals(Prompt.CONNECTED.sound())) {
      on.joinedAt = floor.now();
      lastSeenAt = floor.now();
      floor
          .desk()
          .flatMap(desk -> desk.follow(who, view -> sees(on, view)))
          .ifPresent(subscription -> on.session = Optional.of(subscription.session()));
    } else if (name.equals(Prompt.GOODBYE.sound()) || name.equals(Prompt.ANOTHER_DEVICE.sound())) {
      ended(on);
    }
  }

  /// For the campaign's bill: until goodbye is said, or nobody is there.
  private void ended(Call on) {
    on.session.ifPresent(session -> floor.connected(session, on.joinedAt, floor.now()));
    on.session = Optional.empty();
  }

  private void over(Call on) {
    ended(on);
    if (call.filter(on::equals).isPresent()) {
      call = Optional.empty();
    }
  }

  private void hangUp(Call on) {
    if (call.filter(on::equals).isPresent()) {
      if (!on.vanished) {
        seen.flatMap(this::numberInCall)
            .ifPresent(number -> floor.referee().mustEnd(number, "hung up their telephone"));
      }
      on.phone.hangUp();
      over(on);
    }
  }

  private Optional<String> numberInCall(SessionView view) {
    return switch (view.state()) {
      case DIALING, RINGING, TALKING -> view.screen().map(SessionView.VoterScreen::number);
      case CONNECTING, READY, PREVIEWING, WRAP_UP, PAUSED, RECONNECTING, GONE -> Optional.empty();
    };
  }

  // --- the screen ---

  private void sees(Call on, SessionView view) {
    if (on.session.filter(view.session()::equals).isPresent()
        || seen.filter(now -> now.session().equals(view.session())).isPresent()
        || seen.isEmpty()) {
      seen = view.state() == SessionView.State.GONE ? Optional.empty() : Optional.of(view);
      view.call().map(CallView::attempt).ifPresent(attempt -> lastAttempt = Optional.of(attempt));
    }
  }

  private void decide(SessionView view) {
    int mood = chance.between(0, 100);
    switch (view.state()) {
      case READY -> ready(view, mood);
      case PREVIEWING -> previewing(view, mood);
      case DIALING, RINGING -> ringing(view, mood);
      case TALKING -> talking(view, mood);
      case WRAP_UP -> wrapUp(view, mood);
      case PAUSED -> {
        if (floor.isOver()) {
          submit(new Command.Leave());
        } else if (mood < 30) {
          submit(new Command.Resume());
        }
      }
      case CONNECTING, RECONNECTING, GONE -> {}
    }
  }

  private void ready(SessionView view, int mood) {
    if (!view.allowed().contains(Command.Kind.CHOOSE_PROJECT)) {
      return;
    }
    if (floor.isOver() || mood < 1) {
      submit(new Command.Leave());
    } else if (view.project().isEmpty() || mood < 6) {
      submit(new Command.ChooseProject(chance.oneOf(floor.town().projects())));
    } else if (mood < 8) {
      submit(new Command.Pause());
    } else if (mood < 12 && view.allowed().contains(Command.Kind.DISPOSE)) {
      lastAttempt.ifPresent(attempt -> say(attempt, Disposition.plain(Action.NO_ANSWER)));
    } else if (mood < 13) {
      vanish();
    } else if (view.allowed().contains(Command.Kind.NEXT)
        && (view.nothing().isEmpty() || mood < 30)) {
      submit(new Command.Next());
    }
  }

  private void previewing(SessionView view, int mood) {
    if (floor.isOver() || mood < 1) {
      submit(new Command.Leave());
    } else if (mood < 6) {
      submit(new Command.Skip(view.entry().orElseThrow()));
    } else if (mood < 8) {
      submit(new Command.Pause());
    } else if (mood < 10) {
      vanish();
    } else if (mood < 12) {
      call.ifPresent(this::hangUp);
    } else if (mood < 90) {
      submit(new Command.Call(view.entry().orElseThrow()));
    }
  }

  private void ringing(SessionView view, int mood) {
    if (mood < 10) {
      endCall(view);
    } else if (mood < 14) {
      call.ifPresent(this::hangUp);
    } else if (mood < 16) {
      vanish();
    }
  }

  private void talking(SessionView view, int mood) {
    if (mood < 15) {
      endCall(view);
    } else if (mood < 25 && view.allowed().contains(Command.Kind.DROP_VOICEMAIL)) {
      submit(new Command.DropVoicemail());
    } else if (mood < 35) {
      say(view);
    } else if (mood < 39) {
      call.ifPresent(this::hangUp);
    } else if (mood < 41) {
      vanish();
    }
  }

  private void endCall(SessionView view) {
    if (view.allowed().contains(Command.Kind.HANG_UP)) {
      numberInCall(view).ifPresent(number -> floor.referee().mustEnd(number, "pressed hang up"));
      submit(new Command.HangUp());
    }
  }

  private void wrapUp(SessionView view, int mood) {
    if (mood < 60) {
      say(view);
    } else if (mood < 64) {
      call.ifPresent(this::hangUp);
    } else if (mood < 67) {
      submit(new Command.Leave());
    } else if (mood < 69) {
      vanish();
    }
  }

  private void vanish() {
    call.ifPresent(now -> {
      now.vanished = true;
      now.phone.vanish();
    });
  }

  private void say(SessionView view) {
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
            .collect(java.util.stream.Collectors.toSet());
    return new Disposition(
        action.name(),
        action,
        Set.of(),
        action == Action.WRONG_NUMBER ? wrongFor : Set.of(),
        action == Action.CALL_BACK
            ? Optional.of(floor.onTheWall().plus(Duration.ofHours(1)))
            : Optional.empty(),
        java.util.Map.of(),
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

  private void submit(Command command) {
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
