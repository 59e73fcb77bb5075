package org.hustings.server.shift;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.SessionDesk.Reply;
import org.hustings.core.dialing.SessionDesk.Subscription;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.SessionId;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView;
import org.hustings.core.session.SessionView.CallView;
import org.hustings.core.time.Timers;

/// A volunteer at work by telephone and screen, who does what the screen allows after a moment's
/// thought: mostly to ask for numbers and to call them, but also to skip, to dawdle, to rest, to
/// leave, and to vanish. What happens in a call is for [AtCall].
final class ShiftVolunteer implements Handset.Ear {
  private static final int NOTHING_ANYWHERE = 3;

  private final int index;
  private final Volunteer who;
  private final Floor floor;
  private final Dice dice;
  private final AtCall atCall;
  private Optional<Handset> handset = Optional.empty();
  private Optional<Subscription> screen = Optional.empty();
  private Optional<SessionView> seen = Optional.empty();
  private Optional<Situation> considered = Optional.empty();
  private Optional<Timers.Timer> thought = Optional.empty();
  private boolean joined;
  private boolean away;
  private boolean lookedFor;
  private int nothings;

  ShiftVolunteer(int index, Volunteer who, Floor floor, long seed) {
    this.index = index;
    this.who = who;
    this.floor = floor;
    this.dice = new Dice(seed * 1000 + index);
    this.atCall = new AtCall(this, floor, dice);
  }

  /// An act, and how long it is thought about.
  record Intent(Duration after, Runnable act) {}

  /// What makes a volunteer think anew.
  private record Situation(
      SessionView.State state,
      Optional<EntryId> entry,
      Optional<AttemptId> attempt,
      Set<Command.Kind> allowed) {
    static Situation of(SessionView view) {
      return new Situation(
          view.state(), view.entry(), view.call().map(CallView::attempt), view.allowed());
    }
  }

  static String number(Volunteer volunteer) {
    return Long.toString(1000 + volunteer.id().value());
  }

  void comesToWork(Duration in) {
    floor.after(in, this::dialsIn);
  }

  void dialsIn() {
    joined = false;
    Handset taken = new Handset(floor.network(), floor.time(), floor.notebook(), this);
    handset = Optional.of(taken);
    taken.dialIn(number(who));
  }

  @Override
  public SessionId connected() {
    joined = true;
    screen.ifPresent(Subscription::close);
    considered = Optional.empty();
    Subscription following = floor.desk().follow(who, this::sees).orElseThrow();
    screen = Optional.of(following);
    return following.session();
  }

  @Override
  public void beeped() {
    atCall.beeped();
  }

  @Override
  public void hungUp() {
    if (!joined) {
      comesToWork(dice.minutes(5, 10));
    } else {
      atCall.lineDied();
    }
  }

  private void sees(SessionView view) {
    seen = Optional.of(view);
    if (view.state() == SessionView.State.GONE) {
      gone();
    } else if (!away) {
      consider(view);
    }
  }

  private void gone() {
    thought.ifPresent(Timers.Timer::cancel);
    screen = Optional.empty();
    seen = Optional.empty();
    considered = Optional.empty();
    away = false;
    lookedFor = false;
    nothings = 0;
    comesToWork(
        floor.isClosed() ? floor.untilOpening().plus(dice.minutes(0, 45)) : dice.minutes(15, 90));
  }

  private void consider(SessionView view) {
    Optional<Situation> situation = Optional.of(Situation.of(view));
    if (!considered.equals(situation)) {
      considered = situation;
      thought.ifPresent(Timers.Timer::cancel);
      thought = decide(view).map(intent -> floor.after(intent.after(), intent.act()));
    }
  }

  private void considerAnew() {
    considered = Optional.empty();
    if (!away) {
      seen.ifPresent(this::consider);
    }
  }

  private Optional<Intent> decide(SessionView view) {
    return switch (view.state()) {
      case READY -> ready(view);
      case PREVIEWING -> previewing(view);
      case RINGING, TALKING, WRAP_UP -> atCall.decide(view);
      case PAUSED -> Optional.of(new Intent(dice.minutes(1, 15), press(new Command.Resume())));
      case CONNECTING, DIALING, RECONNECTING, GONE -> Optional.empty();
    };
  }

  private Optional<Intent> ready(SessionView view) {
    if (atCall.hasSecondThoughts()) {
      return Optional.of(new Intent(dice.seconds(5, 30), atCall::correct));
    }
    if (!view.allowed().contains(Command.Kind.CHOOSE_PROJECT)) {
      // A number is on its way.
      return Optional.empty();
    }
    if (floor.isClosed()) {
      return Optional.of(new Intent(dice.seconds(2, 20), press(new Command.Leave())));
    }
    if (lookedFor) {
      lookedFor = false;
      return Optional.of(nothingFound());
    }
    int mood = dice.percents();
    if (view.project().isEmpty() || mood < 3) {
      return Optional.of(choice());
    } else if (mood < 5) {
      return Optional.of(new Intent(dice.seconds(1, 20), press(new Command.Pause())));
    }
    return Optional.of(new Intent(dice.seconds(1, 15), this::next));
  }

  private Intent nothingFound() {
    nothings++;
    if (nothings < NOTHING_ANYWHERE) {
      return choice();
    }
    nothings = 0;
    return dice.percent(80)
        ? new Intent(dice.seconds(5, 30), press(new Command.Leave()))
        : new Intent(dice.minutes(5, 20), this::next);
  }

  private Intent choice() {
    var project = dice.oneOf(floor.stage().projects());
    return new Intent(dice.seconds(2, 30), press(new Command.ChooseProject(project)));
  }

  private void next() {
    lookedFor = true;
    submit(new Command.Next(), () -> {});
  }

  private Optional<Intent> previewing(SessionView view) {
    lookedFor = false;
    nothings = 0;
    EntryId entry = view.entry().orElseThrow();
    int mood = dice.percents();
    Intent intent;
    if (mood < 3) {
      // Long enough for the lease to be renewed, and for the hours to end.
      intent = new Intent(dice.minutes(6, 25), () -> call(view));
    } else if (mood < 7) {
      intent = new Intent(dice.seconds(3, 30), press(new Command.Skip(entry)));
    } else if (mood < 8) {
      intent = new Intent(dice.seconds(3, 30), press(new Command.Pause()));
    } else if (mood < 9) {
      intent = new Intent(dice.seconds(3, 90), this::vanish);
    } else if (mood < 10) {
      intent = new Intent(dice.seconds(3, 30), press(new Command.Leave()));
    } else if (mood < 11) {
      intent = choice();
    } else if (mood < 13) {
      intent = new Intent(dice.seconds(1, 5), press(new Command.FinishAfterCall(true)));
    } else {
      intent = new Intent(dice.seconds(3, 30), () -> call(view));
    }
    return Optional.of(intent);
  }

  private void call(SessionView view) {
    int project = floor.stage().projects().indexOf(view.project().orElseThrow());
    int number = PlannedTown.indexOf(view.screen().orElseThrow().number());
    atCall.begin(floor.notebook().asks(index, project, number, floor.now()));
    submit(new Command.Call(view.entry().orElseThrow()), () -> {});
  }

  /// Out of reach, without a word, until the session is over.
  void vanish() {
    away = true;
    handset.ifPresent(Handset::vanish);
  }

  /// Hangs up the own telephone, and looks at the screen no more.
  void hangUpForGood() {
    away = true;
    hangUp();
  }

  void hangUp() {
    handset.ifPresent(Handset::hangUp);
  }

  /// Looks at the screen no more.
  void turnAway() {
    away = true;
  }

  boolean isInSession() {
    return seen.isPresent();
  }

  private Runnable press(Command command) {
    return () -> submit(command, () -> {});
  }

  /// @param done when the screen says that it is done
  void submit(Command command, Runnable done) {
    CompletableFuture<?> _ =
        floor.desk().submit(who, command).thenAccept(reply -> answered(command, reply, done));
  }

  private void answered(Command command, Reply reply, Runnable done) {
    switch (reply) {
      case Reply.Done _ -> {
        done.run();
        considerAnew();
      }
      case Reply.Refused refused -> {
        if (!refused.code().equals("no-channel")) {
          floor
              .notebook()
              .surprised("volunteer %d: %s for %s".formatted(index, refused.code(), command));
        }
        thought = Optional.of(floor.after(dice.seconds(1, 10), this::considerAnew));
      }
      case Reply.NoSession _ ->
          floor.notebook().surprised("volunteer %d: no session for %s".formatted(index, command));
    }
  }
}
