package org.hustings.server.shift;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.dialing.EngineSettings;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView;
import org.hustings.core.session.SessionView.CallView;
import org.hustings.server.shift.Notebook.Note;
import org.hustings.server.shift.ShiftVolunteer.Intent;
import org.hustings.server.shift.plain.Plan.Kind;

/// What a volunteer does in a call: in the end says of it what the plan wants said of this ring, or
/// is gone without a word where the plan has nobody know how the call went.
final class AtCall {
  private final ShiftVolunteer volunteer;
  private final Floor floor;
  private final Dice dice;
  private Optional<Note> note = Optional.empty();
  private boolean waitsForBeep;
  private boolean hasReturned;
  private boolean secondThoughts;
  private boolean vanishing;
  private int keys;

  AtCall(ShiftVolunteer volunteer, Floor floor, Dice dice) {
    this.volunteer = volunteer;
    this.floor = floor;
    this.dice = dice;
  }

  void begin(Note of) {
    note = Optional.of(of);
    waitsForBeep = false;
    hasReturned = false;
    secondThoughts = false;
    vanishing = false;
  }

  Optional<Intent> decide(SessionView view) {
    note().attempt = view.call().map(CallView::attempt);
    return switch (view.state()) {
      case RINGING -> ringing();
      case TALKING -> isMachine() ? toMachine() : talking();
      case WRAP_UP -> view.allowed().contains(Command.Kind.DISPOSE) ? wrapUp(view) : none();
      case CONNECTING, READY, PREVIEWING, DIALING, PAUSED, RECONNECTING, GONE -> none();
    };
  }

  private Optional<Intent> ringing() {
    int mood = dice.percents();
    if (kind() != Kind.NO_ANSWER || mood >= 22) {
      return none();
    }
    if (mood < 15) {
      return Optional.of(new Intent(dice.seconds(8, 14), this::hangUp));
    }
    return isMachine() ? none() : Optional.of(goes(dice.seconds(2, 14)));
  }

  /// The message of R12, or no message.
  private Optional<Intent> toMachine() {
    waitsForBeep = kind() == Kind.VOICEMAIL || dice.percent(60);
    return waitsForBeep ? none() : Optional.of(new Intent(dice.seconds(1, 3), this::hangUp));
  }

  void beeped() {
    if (waitsForBeep) {
      waitsForBeep = false;
      floor.after(dice.seconds(0, 2), this::dropMessage);
    }
  }

  private void dropMessage() {
    volunteer.submit(
        new Command.DropVoicemail(),
        () -> {
          note().droppedAt = Optional.of(floor.now());
          if (volunteer.isInSession() && dice.percent(15)) {
            // The message goes on without the volunteer.
            volunteer.submit(new Command.Leave(), () -> {});
          }
        });
  }

  private Optional<Intent> talking() {
    if (kind() == Kind.UNRESOLVED) {
      return Optional.of(goes(dice.seconds(3, 100)));
    }
    Duration talk = dice.seconds(10, 200);
    int mood = dice.percents();
    if (mood < 45) {
      return Optional.of(new Intent(talk, this::hangUp));
    } else if (mood < 70) {
      return Optional.of(new Intent(talk, this::say));
    } else if (mood < 90) {
      // Until they hang up.
      return none();
    }
    return Optional.of(mood < 95 ? new Intent(talk, this::dropOff) : leaveAndSay(talk));
  }

  private Optional<Intent> wrapUp(SessionView view) {
    Kind kind = kind();
    boolean answered = isAnswered(view);
    boolean silent = !answered && kind != Kind.UNRESOLVED && dice.percent(8);
    Duration thought = dice.seconds(2, 60);
    if (kind == Kind.UNRESOLVED || silent) {
      return dice.percent(20) ? staysSilent() : Optional.of(goes(thought));
    }
    int mood = dice.percents();
    if (mood < 4 && !hasReturned) {
      return Optional.of(new Intent(thought, this::dropOff));
    } else if (mood < 7) {
      return Optional.of(leaveAndSay(thought));
    } else if (mood < 12 && !view.finishAfterCall()) {
      return Optional.of(new Intent(thought, this::sayWrongly));
    }
    return Optional.of(new Intent(thought, this::say));
  }

  /// Stays on the line, and says nothing for as long as one is asked (R20).
  private Optional<Intent> staysSilent() {
    note().silentUntil = Optional.of(floor.now().plus(EngineSettings.DEFAULTS.wrapUpLimit()));
    return none();
  }

  private static boolean isAnswered(SessionView view) {
    return view.call().flatMap(CallView::answeredAt).isPresent();
  }

  private void hangUp() {
    volunteer.submit(new Command.HangUp(), () -> {});
  }

  /// Goes without a word, in one of three ways.
  private Intent goes(Duration after) {
    int way = dice.percents();
    if (way < 33) {
      return new Intent(
          after,
          () ->
              volunteer.submit(
                  new Command.Leave(),
                  () -> {
                    lost();
                    volunteer.turnAway();
                  }));
    } else if (way < 66) {
      return new Intent(
          after,
          () -> {
            lost();
            volunteer.hangUpForGood();
          });
    }
    return new Intent(
        after,
        () -> {
          vanishing = true;
          volunteer.vanish();
        });
  }

  /// The line drops; back within the grace, by another call (R24).
  private void dropOff() {
    lost();
    hasReturned = true;
    volunteer.hangUp();
    volunteer.comesToWork(dice.seconds(5, 80));
  }

  /// By the screen alone, after the line is gone.
  private Intent leaveAndSay(Duration after) {
    return new Intent(
        after,
        () ->
            volunteer.submit(
                new Command.Leave(),
                () -> {
                  lost();
                  floor.after(dice.seconds(5, 60), this::say);
                }));
  }

  private void lost() {
    note().lostAt = Optional.of(floor.now());
  }

  void lineDied() {
    if (vanishing) {
      vanishing = false;
      lost();
    }
  }

  /// What the plan wants said; now and then the reply is lost, and it is said again (R21).
  private void say() {
    Command.Dispose command =
        dispose(floor.stage().disposition(floor.answerOf(note().number), floor.now()));
    Note about = note();
    volunteer.submit(
        command,
        () -> {
          about.said(command.disposition(), floor.now());
          if (dice.percent(5)) {
            floor.after(dice.seconds(1, 3), () -> repeat(command));
          }
        });
  }

  private void repeat(Command.Dispose command) {
    if (volunteer.isInSession()) {
      volunteer.submit(command, () -> {});
    }
  }

  /// To be corrected before the next call (R21). It lets nobody else be called in the meantime.
  private void sayWrongly() {
    secondThoughts = true;
    Command.Dispose command = dispose(Disposition.plain(Action.REFUSED));
    Note about = note();
    volunteer.submit(command, () -> about.said(command.disposition(), floor.now()));
  }

  boolean hasSecondThoughts() {
    return secondThoughts;
  }

  void correct() {
    secondThoughts = false;
    say();
  }

  private Command.Dispose dispose(Disposition disposition) {
    return new Command.Dispose(note().attempt.orElseThrow(), "key " + ++keys, disposition);
  }

  private Kind kind() {
    return floor.answerOf(note().number).kind();
  }

  private boolean isMachine() {
    return floor.isMachine(note().number);
  }

  private Note note() {
    return note.orElseThrow();
  }

  private static Optional<Intent> none() {
    return Optional.empty();
  }
}
