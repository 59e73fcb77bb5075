package org.hustings.core.dialing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hustings.core.account.Volunteer;
import org.hustings.core.call.Leg;
import org.hustings.core.dialing.CallMeDesk.State;
import org.hustings.core.dialing.CallMeDesk.View;
import org.hustings.core.dialing.Sessions.Way;
import org.hustings.core.id.LegId;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.telephony.CallMeOrder;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony.Permit;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;
import org.hustings.core.voter.PhoneNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One volunteer being called at their own wish, from the order to their session. Who answers
/// presses 1, which no machine does; the session is joined then and not before, since it costs from
/// then on (R25). This is the only place where a [CallMeOrder] is made.
final class CallMe {
  private static final Logger LOG = LoggerFactory.getLogger(CallMe.class);

  /// Shorter than a mailbox waits, usually.
  static final Duration RING_FOR = Duration.ofSeconds(25);

  private static final char YES = '1';
  private static final int MOST_MISTAKES = 3;

  private final Office office;
  private final Sessions sessions;
  private final Volunteer volunteer;
  private final Consumer<CallMe> left;
  private final LegId leg;
  private final Inbox<Runnable> inbox;
  private final Clerk clerk;
  private final LegWatch watch;
  private volatile View view;
  private Optional<String> dialog = Optional.empty();
  private Optional<PlaybackId> playing = Optional.empty();
  private Optional<Timers.Timer> timer = Optional.empty();
  private long waits;
  private int mistakes;
  private boolean joining;
  private boolean givenUp;

  CallMe(Office office, Sessions sessions, Volunteer volunteer, Consumer<CallMe> left) {
    this.office = office;
    this.sessions = sessions;
    this.volunteer = volunteer;
    this.left = left;
    this.leg = office.newLeg();
    this.inbox = office.ports().time().runners().inbox("call me " + leg, Runnable::run);
    this.clerk = new Clerk("clerk of " + leg, volunteer.campaign(), office);
    this.watch = LegWatch.dialed(leg, office, office.patience(RING_FOR), inbox::post, this::news);
    this.view = new View(State.CALLING, office.now());
  }

  Volunteer volunteer() {
    return volunteer;
  }

  View view() {
    return view;
  }

  /// @param permit the channel held for it
  void ring(PhoneNumber number, Permit permit) {
    LOG.atInfo()
        .setMessage("a volunteer is called at their wish")
        .addKeyValue("event", "call-me")
        .addKeyValue("user", volunteer.id())
        .addKeyValue("leg", leg)
        .log();
    CallMeOrder order = new CallMeOrder(leg, number, Optional.empty(), RING_FOR, permit);
    office.switchboard().call(order, event -> inbox.post(() -> on(event)));
  }

  /// The volunteer does not want to be called any more.
  void giveUp() {
    inbox.post(() -> {
      if (!view.state().isOver()) {
        givenUp = true;
        watch.hangUp();
      }
    });
  }

  private void on(LegEvent event) {
    watch.on(event);
    switch (event) {
      case LegEvent.Established established -> keep(established.dialog());
      case LegEvent.Digit digit -> pressed(digit.key());
      case LegEvent.PlaybackFinished finished
          when playing.filter(finished.playback()::equals).isPresent() ->
          wait(Keypad.PATIENCE);
      case LegEvent.PlaybackFinished _,
          LegEvent.Answered _,
          LegEvent.AnsweredBy _,
          LegEvent.Ended _,
          LegEvent.Offered _,
          LegEvent.Accepted _,
          LegEvent.Ringing _,
          LegEvent.RecordingFinished _,
          LegEvent.MediaSilent _,
          LegEvent.Probed _ -> {}
    }
  }

  private void news(Leg.News news) {
    if (view.state().isOver()) {
      return;
    }
    switch (news) {
      case Leg.News.Rang rang -> view = new View(State.RINGING, rang.at());
      case Leg.News.Answered answered -> {
        view = new View(State.ANSWERED, answered.at());
        ask();
      }
      case Leg.News.Over(var _, LegEnd end) -> {
        clerk.write("dialog over", stores -> stores.attempts().forgetDialog(leg));
        leave(came(end));
      }
      case Leg.News.Accepted _ -> {}
    }
  }

  private State came(LegEnd end) {
    if (givenUp) {
      return State.GIVEN_UP;
    }
    return switch (end.outcome()) {
      case ANSWERED -> State.NOT_CONFIRMED;
      case BUSY, DECLINED -> State.BUSY;
      case NO_ANSWER, CANCELLED -> State.NOT_ANSWERED;
      case UNREACHABLE -> State.UNREACHABLE;
      case NOT_CONNECTED -> State.NOT_CONNECTED;
      case UNKNOWN -> State.UNKNOWN;
    };
  }

  private void ask() {
    PlaybackId playback = office.newPlayback();
    playing = Optional.of(playback);
    // Should the end of the prompt never be told.
    wait(Keypad.LONGEST_PROMPT);
    office.telephony().play(leg, playback, List.of(Prompt.PRESS_ONE.asSound()));
  }

  private void pressed(char key) {
    if (view.state() != State.ANSWERED || joining) {
      return;
    }
    if (key == YES) {
      joining = true;
      cancelTimer();
      office.telephony().stopPlaying(leg);
      sessions.wayForCaller(volunteer, Mode.PHONE, way -> inbox.post(() -> join(way)));
    } else {
      mistaken();
    }
  }

  /// A wrong key, or none for a while.
  private void mistaken() {
    mistakes++;
    if (mistakes < MOST_MISTAKES) {
      ask();
    } else {
      farewell(Prompt.GOODBYE, State.NOT_CONFIRMED);
    }
  }

  private void join(Way way) {
    switch (way) {
      case Way.To(SessionRunner runner) when view.state().isOver() -> runner.neverConnected();
      case Way.To(SessionRunner runner) -> {
        watch.letGo();
        runner.connect(leg, Mode.PHONE, dialog);
        leave(State.JOINED);
      }
      case Way.No(var _, Prompt prompt) -> farewell(prompt, State.NOT_ADMITTED);
    }
  }

  private void farewell(Prompt prompt, State came) {
    if (view.state().isOver()) {
      return;
    }
    watch.letGo();
    Farewell.say(
        office,
        leg,
        prompt,
        () -> clerk.write("dialog over", stores -> stores.attempts().forgetDialog(leg)));
    leave(came);
  }

  /// The inbox stays open a while: what still arrives here is passed on to the leg's new owner.
  private void leave(State came) {
    view = new View(came, office.now());
    cancelTimer();
    office.metrics().calledVolunteer(came);
    LOG.atInfo()
        .setMessage("the call to a volunteer is through")
        .addKeyValue("event", "call-me-over")
        .addKeyValue("leg", leg)
        .addKeyValue("came", came)
        .log();
    office.closeLater(inbox);
    office.timers().after(Office.AFTERGLOW, clerk::close);
    left.accept(this);
  }

  /// What ends the leg after a crash (R23): stored as long as it rings, and by the session then.
  private void keep(String known) {
    dialog = Optional.of(known);
    if (!view.state().isOver()) {
      clerk.keepDialog(leg, known);
    }
  }

  private void wait(Duration time) {
    cancelTimer();
    long wait = waits;
    timer =
        Optional.of(
            office
                .timers()
                .after(
                    time,
                    () ->
                        inbox.post(() -> {
                          // One that was posted before it was cancelled is of an earlier wait.
                          if (wait == waits && !view.state().isOver()) {
                            mistaken();
                          }
                        })));
  }

  private void cancelTimer() {
    waits++;
    timer.ifPresent(Timers.Timer::cancel);
    timer = Optional.empty();
  }
}
