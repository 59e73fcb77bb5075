package org.hustings.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.Prompt;
import org.hustings.core.dialing.SessionDesk;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.SessionId;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView;
import org.hustings.core.telephony.Sound;
import org.hustings.telephony.phonenet.memory.Hears;
import org.hustings.telephony.phonenet.memory.InMemoryPhone;

/// A volunteer at work by telephone and screen, who looks at the screen every few seconds and does
/// something of what it allows. Whatever happens to the server, they try again. What they see and
/// say there is [SimulatedScreen]'s.
final class SimulatedVolunteer {
  private static final Duration NO_ANSWER = Duration.ofSeconds(60);
  private final Volunteer who;
  private final Floor floor;
  private final Chance chance;
  private final SimulatedScreen screen;
  private Optional<Call> call = Optional.empty();
  private Instant lastSeenAt = Instant.MIN;

  SimulatedVolunteer(Volunteer who, Floor floor, Chance chance) {
    this.who = who;
    this.floor = floor;
    this.chance = chance;
    this.screen = new SimulatedScreen(who, floor, chance);
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

    WatchedScreens screens();

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
    screen.serverDied();
    call.ifPresent(dead -> floor.after(chance.seconds(20, 120), () -> hangUp(dead)));
  }

  Optional<SessionView> seen() {
    return screen.seen();
  }

  boolean isOnTheLine() {
    return call.isPresent();
  }

  /// Commands to which the server that runs has said nothing.
  List<String> unanswered() {
    return screen.unanswered();
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
    } else if (screen.seen().isPresent()) {
      lastSeenAt = floor.now();
      screen.seen().ifPresent(this::decide);
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
        screen
            .numberInCall()
            .ifPresent(number -> floor.referee().mustEnd(number, "hung up their telephone"));
      }
      on.phone.hangUp();
      over(on);
    }
  }

  // --- what they do of what they see ---

  private void sees(Call on, SessionView view) {
    floor.screens().show(view);
    boolean ofThisCall = on.session.filter(view.session()::equals).isPresent();
    screen.shows(view, ofThisCall);
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
          screen.submit(new Command.Leave());
        } else if (mood < 30) {
          screen.submit(new Command.Resume());
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
      screen.submit(new Command.Leave());
    } else if (view.project().isEmpty() || mood < 6) {
      screen.submit(new Command.ChooseProject(chance.oneOf(floor.town().projects())));
    } else if (mood < 8) {
      screen.submit(new Command.Pause());
    } else if (mood < 12 && view.allowed().contains(Command.Kind.DISPOSE)) {
      screen.sayAgainOfTheLast(Action.NO_ANSWER);
    } else if (mood < 13) {
      vanish();
    } else if (view.allowed().contains(Command.Kind.NEXT)
        && (view.nothing().isEmpty() || mood < 30)) {
      screen.submit(new Command.Next());
    }
  }

  private void previewing(SessionView view, int mood) {
    if (floor.isOver() || mood < 1) {
      screen.submit(new Command.Leave());
    } else if (mood < 6) {
      screen.submit(new Command.Skip(view.entry().orElseThrow()));
    } else if (mood < 8) {
      screen.submit(new Command.Pause());
    } else if (mood < 10) {
      vanish();
    } else if (mood < 12) {
      call.ifPresent(this::hangUp);
    } else if (mood < 90) {
      screen.submit(new Command.Call(view.entry().orElseThrow()));
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
      screen.submit(new Command.DropVoicemail());
    } else if (mood < 35) {
      screen.say(view);
    } else if (mood < 39) {
      call.ifPresent(this::hangUp);
    } else if (mood < 41) {
      vanish();
    }
  }

  private void endCall(SessionView view) {
    if (view.allowed().contains(Command.Kind.HANG_UP)) {
      screen.numberInCall().ifPresent(number -> floor.referee().mustEnd(number, "pressed hang up"));
      screen.submit(new Command.HangUp());
    }
  }

  private void wrapUp(SessionView view, int mood) {
    if (mood < 60) {
      screen.say(view);
    } else if (mood < 64) {
      call.ifPresent(this::hangUp);
    } else if (mood < 67) {
      screen.submit(new Command.Leave());
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
}
