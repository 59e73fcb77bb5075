package org.hustings.core.dialing;

import java.util.Optional;
import java.util.stream.Stream;
import org.hustings.core.call.Dictating;
import org.hustings.core.call.Dictating.Effect;
import org.hustings.core.call.Dictating.Event;
import org.hustings.core.call.DictatingSteps;
import org.hustings.core.call.Leg;
import org.hustings.core.call.Step;
import org.hustings.core.dialing.EngineMetrics.LegKind;
import org.hustings.core.dictation.Dictation.Why;
import org.hustings.core.dictation.DictationOrder;
import org.hustings.core.id.LegId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.Capability;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;

/// One caller who speaks a message: does what the moves of [Dictating] ask. What was spoken is kept
/// only when its speaker has heard it and said so.
final class Dictaphone {
  /// What is played back is no recording of the campaign yet, and has no name.
  private static final RecordingId UNNAMED = new RecordingId(Long.MAX_VALUE);

  private final Office office;
  private final DictationOrder order;
  private final Inbox<Runnable> inbox;
  private final Aside aside;
  private final LegWatch leg;
  private Dictating state = new Dictating.Over();
  private Optional<PlaybackId> playing = Optional.empty();
  private Optional<Timers.Timer> timer = Optional.empty();
  private long waits;

  private Dictaphone(Office office, LegId id, DictationOrder order) {
    this.office = office;
    this.order = order;
    this.inbox = office.ports().time().runners().inbox("dictaphone " + id, Runnable::run);
    this.aside = new Aside(office.ports().time().runners(), inbox, "dictaphone");
    this.leg = LegWatch.up(id, office, office.patience(), inbox::post, this::news);
  }

  /// Takes over a leg that is up.
  static void listen(Office office, LegId leg, DictationOrder order) {
    Dictaphone dictaphone = new Dictaphone(office, leg, order);
    office
        .switchboard()
        .own(leg, LegKind.CALLER, event -> dictaphone.inbox.post(() -> dictaphone.on(event)));
    dictaphone.inbox.post(dictaphone::begin);
  }

  private void begin() {
    if (office.can(Capability.RECORD)) {
      follow(DictatingSteps.begun());
    } else {
      drop(Why.FAULT);
      part(Prompt.UNAVAILABLE);
    }
  }

  private void on(LegEvent event) {
    leg.on(event);
    switch (event) {
      case LegEvent.Digit digit -> step(new Event.Key(digit.key()));
      case LegEvent.RecordingFinished finished -> step(new Event.Recorded(finished.sound()));
      case LegEvent.PlaybackFinished finished
          when playing.filter(finished.playback()::equals).isPresent() ->
          step(new Event.PlayedOut());
      case LegEvent.PlaybackFinished _,
          LegEvent.Offered _,
          LegEvent.Accepted _,
          LegEvent.Ringing _,
          LegEvent.Established _,
          LegEvent.Answered _,
          LegEvent.AnsweredBy _,
          LegEvent.MediaSilent _,
          LegEvent.Probed _,
          LegEvent.Ended _ -> {}
    }
  }

  private void news(Leg.News news) {
    if (news instanceof Leg.News.Over) {
      step(new Event.Gone());
      office.closeLater(inbox);
    }
  }

  private void step(Event event) {
    follow(DictatingSteps.step(state, event));
  }

  private void follow(Step<Dictating, Effect> step) {
    if (!step.next().equals(state)) {
      state = step.next();
      setTimer();
    }
    step.effects().forEach(this::perform);
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Say(Dictating.Line line) -> play(prompts(line));
      case Effect.PlayBack(Pcmu sound) ->
          play(
              Stream.of(
                  Prompt.YOUR_MESSAGE.asSound(),
                  new Sound.Recorded(UNNAMED, sound),
                  Prompt.KEEP_OR_AGAIN.asSound()));
      case Effect.BeginRecording _ -> office.telephony().startRecording(leg.id());
      case Effect.StopRecording _ -> office.telephony().stopRecording(leg.id());
      case Effect.Finish(Pcmu recorded) ->
          aside.ask(
              () -> order.finished(recorded),
              sound -> step(new Event.Finished(sound)),
              () -> step(new Event.Failed()));
      case Effect.Keep(Pcmu sound) -> keep(sound);
      case Effect.Drop(Why why) -> drop(why);
      case Effect.Part(Dictating.Parting words) ->
          part(
              switch (words) {
                case KEPT -> Prompt.MESSAGE_KEPT;
                case DROPPED -> Prompt.MESSAGE_DROPPED;
                case UNAVAILABLE -> Prompt.UNAVAILABLE;
              });
    }
  }

  private static Stream<Sound> prompts(Dictating.Line line) {
    return switch (line) {
      case INSTRUCTIONS -> Stream.of(Prompt.SPEAK_MESSAGE.asSound(), Prompt.TONE.asSound());
      case NOTHING_HEARD -> Stream.of(Prompt.NOTHING_HEARD.asSound(), Prompt.TONE.asSound());
      case TONE -> Stream.of(Prompt.TONE.asSound());
    };
  }

  private void play(Stream<Sound> sounds) {
    PlaybackId playback = office.newPlayback();
    playing = Optional.of(playback);
    office.telephony().play(leg.id(), playback, sounds.toList());
  }

  private void keep(Pcmu sound) {
    playing = Optional.empty();
    office.telephony().stopPlaying(leg.id());
    aside.ask(
        () -> {
          order.keep(sound, office.now());
          return true;
        },
        _ -> step(new Event.Kept()),
        () -> step(new Event.Failed()));
  }

  /// Should this not be written down, the store will take it for lost in time.
  private void drop(Why why) {
    aside.ask(
        () -> {
          order.drop(why);
          return why;
        },
        _ -> {},
        () -> {});
  }

  private void part(Prompt prompt) {
    leg.letGo();
    Farewell.say(office, leg.id(), prompt, () -> {});
    office.closeLater(inbox);
  }

  private void setTimer() {
    long wait = ++waits;
    timer.ifPresent(Timers.Timer::cancel);
    timer =
        state
            .patience()
            .map(patience -> office.timers().after(patience, () -> inbox.post(() -> waited(wait))));
  }

  /// An alarm that was posted before it was cancelled is one of an earlier wait.
  private void waited(long wait) {
    if (wait == waits) {
      step(new Event.Waited());
    }
  }
}
