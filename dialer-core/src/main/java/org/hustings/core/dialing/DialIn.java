package org.hustings.core.dialing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hustings.core.account.DialInRegister;
import org.hustings.core.account.DialInRegister.CodeCheck;
import org.hustings.core.account.DialInRegister.PinCheck;
import org.hustings.core.account.Volunteer;
import org.hustings.core.call.Leg;
import org.hustings.core.dialing.EngineMetrics.LegKind;
import org.hustings.core.dialing.EngineMetrics.NotLetIn;
import org.hustings.core.dialing.Keypad.Asked;
import org.hustings.core.dialing.Sessions.Way;
import org.hustings.core.dictation.DictationOrder;
import org.hustings.core.id.CampaignId;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.telephony.Telephony.Rejection;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;

/// One caller, from the first ring to their session: greeted, asked for volunteer number and PIN or
/// a one-time code, and handed to the session, or to the [Dictaphone] where the code is for a
/// message. What they key is judged by [Keypad]; what they may is the register's to say.
final class DialIn {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private final Office office;
  private final DialInRegister register;
  private final Sessions sessions;
  private final LegEvent.Offered offer;
  private final Consumer<DialIn> done;
  private final Inbox<Runnable> inbox;
  private final Aside aside;
  private Optional<CampaignId> campaign = Optional.empty();
  private Optional<LegWatch> leg = Optional.empty();
  private Optional<String> dialog = Optional.empty();
  private Optional<Timers.Timer> timer = Optional.empty();
  private Optional<PlaybackId> playing = Optional.empty();
  private Keypad keypad = Keypad.NEW;
  private long waits;
  private boolean checking;
  private boolean over;

  DialIn(
      Office office,
      DialInRegister register,
      Sessions sessions,
      LegEvent.Offered offer,
      Consumer<DialIn> done) {
    this.office = office;
    this.register = register;
    this.sessions = sessions;
    this.offer = offer;
    this.done = done;
    this.inbox = office.ports().time().runners().inbox("dial-in " + offer.leg(), Runnable::run);
    this.aside = new Aside(office.ports().time().runners(), inbox, "dial-in");
  }

  /// Called on a network thread, before any other event of the leg.
  void start() {
    office.switchboard().own(offer.leg(), LegKind.CALLER, event -> inbox.post(() -> on(event)));
    aside.ask(
        () -> register.campaignAt(offer.dnis()), this::known, () -> refuse(Rejection.UNAVAILABLE));
  }

  private void known(Optional<CampaignId> found) {
    if (over) {
      return;
    }
    campaign = found;
    if (found.isEmpty()) {
      refuse(Rejection.UNKNOWN_NUMBER);
    } else {
      office.telephony().answer(offer.leg());
      wait(ANSWER_WITHIN, this::end);
    }
  }

  private void refuse(Rejection why) {
    office.telephony().reject(offer.leg(), why);
    end();
    leave();
  }

  /// Ends a leg that never was up. Should its end not be told, it is asked for again, and then
  /// given up: no leg stays in the books for want of one message.
  private void end() {
    leg = Optional.of(watch());
    leg.ifPresent(LegWatch::hangUp);
  }

  private LegWatch watch() {
    return LegWatch.up(offer.leg(), office, office.patience(), inbox::post, this::news);
  }

  private void on(LegEvent event) {
    leg.ifPresent(watch -> watch.on(event));
    switch (event) {
      case LegEvent.Answered _ when leg.isEmpty() -> answered();
      case LegEvent.Established established -> dialog = Optional.of(established.dialog());
      case LegEvent.Digit digit -> pressed(digit.key());
      case LegEvent.PlaybackFinished finished
          when playing.filter(finished.playback()::equals).isPresent() ->
          wait(Keypad.PATIENCE, this::waited);
      case LegEvent.Ended _ when leg.isEmpty() -> leave();
      case LegEvent.Ended _,
          LegEvent.Answered _,
          LegEvent.PlaybackFinished _,
          LegEvent.Offered _,
          LegEvent.Accepted _,
          LegEvent.Ringing _,
          LegEvent.AnsweredBy _,
          LegEvent.RecordingFinished _,
          LegEvent.MediaSilent _,
          LegEvent.Probed _ -> {}
    }
  }

  private void answered() {
    leg = Optional.of(watch());
    play(Prompt.WELCOME, Prompt.ENTER_NUMBER);
  }

  private void news(Leg.News news) {
    if (news instanceof Leg.News.Over) {
      leave();
    }
  }

  private void pressed(char key) {
    if (!checking) {
      cutPrompt();
      wait(Keypad.PATIENCE, this::waited);
      follow(keypad.press(key));
    }
  }

  private void waited() {
    follow(keypad.waited());
  }

  private void follow(Keypad.Answer answer) {
    keypad = answer.next();
    switch (answer.asked()) {
      case Asked.Nothing _ -> {}
      case Asked.Say(List<Prompt> prompts) -> play(prompts.toArray(Prompt[]::new));
      case Asked.Check(String number, String pin) -> check(number, pin);
      case Asked.CheckCode(String digits) -> checkCode(digits);
      case Asked.GiveUp _ -> farewell(Prompt.GOODBYE);
    }
  }

  private void check(String number, String pin) {
    cancelTimer();
    checking = true;
    Instant now = office.now();
    aside.ask(
        () -> register.check(campaign.orElseThrow(), offer.caller(), number, pin, now),
        this::checked,
        () -> farewell(Prompt.UNAVAILABLE));
  }

  private void checked(PinCheck check) {
    if (over) {
      return;
    }
    checking = false;
    switch (check) {
      case PinCheck.Welcome(Volunteer volunteer) -> join(volunteer);
      case PinCheck.Wrong _ -> wrong();
      case PinCheck.Throttled _ -> throttled();
    }
  }

  private void checkCode(String digits) {
    cancelTimer();
    checking = true;
    Instant now = office.now();
    aside.ask(
        () -> register.checkCode(campaign.orElseThrow(), offer.caller(), digits, now),
        this::codeChecked,
        () -> farewell(Prompt.UNAVAILABLE));
  }

  private void codeChecked(CodeCheck check) {
    if (over) {
      return;
    }
    checking = false;
    switch (check) {
      case CodeCheck.Welcome(Volunteer volunteer) -> join(volunteer);
      case CodeCheck.ToDictate(DictationOrder order) -> dictate(order);
      case CodeCheck.ANumber _ -> follow(keypad.isNumber());
      case CodeCheck.Wrong _ -> wrong();
      case CodeCheck.Throttled _ -> throttled();
    }
  }

  private void wrong() {
    office.metrics().notLetIn(NotLetIn.WRONG);
    follow(keypad.wrong());
  }

  private void throttled() {
    office.metrics().notLetIn(NotLetIn.THROTTLED);
    farewell(Prompt.THROTTLED);
  }

  private void dictate(DictationOrder order) {
    leg.ifPresent(LegWatch::letGo);
    Dictaphone.listen(office, offer.leg(), order);
    leave();
  }

  private void join(Volunteer volunteer) {
    sessions.wayForCaller(volunteer, Mode.PHONE, way -> inbox.post(() -> joined(way)));
  }

  private void joined(Way way) {
    switch (way) {
      case Way.To(SessionRunner runner) when over -> runner.neverConnected();
      case Way.To(SessionRunner runner) -> {
        leg.ifPresent(LegWatch::letGo);
        runner.connect(offer.leg(), Mode.PHONE, dialog);
        leave();
      }
      case Way.No(var _, Prompt prompt) -> farewell(prompt);
    }
  }

  private void farewell(Prompt prompt) {
    if (over) {
      return;
    }
    leg.ifPresent(LegWatch::letGo);
    Farewell.say(office, offer.leg(), prompt, () -> {});
    leave();
  }

  /// The inbox stays open a while: what still arrives here is passed on to the leg's new owner.
  private void leave() {
    if (!over) {
      over = true;
      cancelTimer();
      office.closeLater(inbox);
      done.accept(this);
    }
  }

  private void play(Prompt... prompts) {
    PlaybackId playback = office.newPlayback();
    playing = Optional.of(playback);
    cancelTimer();
    office
        .telephony()
        .play(offer.leg(), playback, Stream.of(prompts).map(Prompt::asSound).toList());
    // Should the end of the prompt never be told.
    wait(Keypad.LONGEST_PROMPT, this::waited);
  }

  private void cutPrompt() {
    playing = Optional.empty();
    office.telephony().stopPlaying(offer.leg());
  }

  private void wait(Duration time, Runnable then) {
    cancelTimer();
    long wait = waits;
    timer = Optional.of(office.timers().after(time, () -> inbox.post(() -> alarm(wait, then))));
  }

  /// An alarm that was posted before it was cancelled is one of an earlier wait.
  private void alarm(long wait, Runnable then) {
    if (!over && wait == waits) {
      then.run();
    }
  }

  private void cancelTimer() {
    waits++;
    timer.ifPresent(Timers.Timer::cancel);
    timer = Optional.empty();
  }
}
