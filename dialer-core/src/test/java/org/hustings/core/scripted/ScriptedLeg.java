package org.hustings.core.scripted;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.core.id.LegId;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.LegEvent.AnsweredBy.Who;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.LegListener;
import org.hustings.core.telephony.Telephony.Permit;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.time.Timers;
import org.hustings.core.voter.PhoneNumber;

/// One leg of the scripted network.
public final class ScriptedLeg {
  private final ScriptedTelephony network;
  private final LegId id;
  private final Optional<PhoneNumber> voter;
  private final Optional<Permit> permit;
  private final LegListener listener;
  private final List<String> heard = new ArrayList<>();
  private Phase phase = Phase.SETTING_UP;
  private boolean rang;
  private boolean answered;
  private boolean gone;
  private Optional<ScriptedLeg> partner = Optional.empty();
  private Optional<Playing> playing = Optional.empty();
  private Pcmu said = Pcmu.of(new byte[0]);
  private boolean recording;

  private enum Phase {
    SETTING_UP,
    UP,
    OVER
  }

  private record Playing(PlaybackId id, Instant since, Timers.Timer end) {}

  ScriptedLeg(
      ScriptedTelephony network, LegId id, Optional<PhoneNumber> voter, Optional<Permit> permit) {
    this.network = network;
    this.id = id;
    this.voter = voter;
    this.permit = permit;
    this.listener = network.listener();
  }

  public LegId id() {
    return id;
  }

  public Optional<PhoneNumber> voter() {
    return voter;
  }

  public boolean isUp() {
    return phase == Phase.UP;
  }

  public boolean isOver() {
    return phase == Phase.OVER;
  }

  /// The leg that this one hears and speaks to.
  public Optional<ScriptedLeg> partner() {
    return partner;
  }

  /// Names of prompts and `recording N`, as they began.
  public List<String> heard() {
    return List.copyOf(heard);
  }

  // What the far end does.

  /// The first sound of a browser arrives.
  public void isHeard() {
    answer();
  }

  /// Hangs up.
  public void hangsUp() {
    end(ended(Outcome.ANSWERED, By.FAR_END, "bye"));
  }

  /// Goes without a word: nothing is heard of it any more.
  public void vanishes() {
    gone = true;
    network.after(
        Duration.ofSeconds(15),
        () -> tell(new LegEvent.MediaSilent(id, network.now(), network.now().minusSeconds(15))));
  }

  /// Says this into every recording from now on.
  public void says(Pcmu sound) {
    said = sound;
  }

  public boolean isRecorded() {
    return recording;
  }

  /// The network takes whoever answered for this.
  public void soundsLike(Who who) {
    tell(new LegEvent.AnsweredBy(id, network.now(), who));
  }

  public void presses(String keys) {
    for (int i = 0; i < keys.length(); i++) {
      if (isUp()) {
        tell(new LegEvent.Digit(id, network.now(), keys.charAt(i)));
      }
    }
  }

  // What the engine asks.

  void ringing() {
    if (phase == Phase.SETTING_UP) {
      rang = true;
      tell(new LegEvent.Ringing(id, network.now(), false));
    }
  }

  void accepted() {
    if (phase == Phase.SETTING_UP) {
      tell(new LegEvent.Accepted(id, network.now(), "ref"));
      tell(new LegEvent.Established(id, network.now(), "dialog " + id));
    }
  }

  void answer() {
    if (phase == Phase.SETTING_UP) {
      phase = Phase.UP;
      answered = true;
      tell(new LegEvent.Answered(id, network.now()));
      tell(new LegEvent.Established(id, network.now(), "dialog " + id));
    }
  }

  void hangUp() {
    if (!gone) {
      end(
          answered
              ? ended(Outcome.ANSWERED, By.US, "bye")
              : ended(Outcome.CANCELLED, By.US, "cancel"));
    }
  }

  void probe() {
    if (isUp() && !gone) {
      tell(new LegEvent.Probed(id, network.now()));
    }
  }

  void leaveForBridge() {
    stopPlaying();
    unbridge();
  }

  void hears(ScriptedLeg other) {
    partner = Optional.of(other);
  }

  void unbridge() {
    partner.ifPresent(other -> other.partner = Optional.empty());
    partner = Optional.empty();
  }

  void play(PlaybackId playback, List<Sound> sounds) {
    stopPlaying();
    unbridge();
    if (!isUp()) {
      return;
    }
    sounds.forEach(sound -> heard.add(name(sound)));
    Duration length =
        sounds.stream().map(ScriptedLeg::length).reduce(Duration.ZERO, Duration::plus);
    playing =
        Optional.of(
            new Playing(playback, network.now(), network.after(length, () -> finishPlaying(true))));
  }

  void stopPlaying() {
    finishPlaying(false);
  }

  void startRecording() {
    stopPlaying();
    unbridge();
    recording = isUp();
  }

  void stopRecording() {
    if (recording) {
      recording = false;
      tell(new LegEvent.RecordingFinished(id, network.now(), said));
    }
  }

  void end(LegEnd end) {
    if (phase == Phase.OVER) {
      return;
    }
    stopPlaying();
    stopRecording();
    unbridge();
    phase = Phase.OVER;
    permit.ifPresent(Permit::close);
    tell(new LegEvent.Ended(id, network.now(), end));
  }

  private void finishPlaying(boolean whole) {
    playing.ifPresent(now -> {
      playing = Optional.empty();
      now.end.cancel();
      Duration played = Duration.between(now.since, network.now());
      tell(new LegEvent.PlaybackFinished(id, network.now(), now.id, whole, played));
    });
  }

  private void tell(LegEvent event) {
    listener.on(event);
  }

  private LegEnd ended(Outcome outcome, By by, String code) {
    return new LegEnd(outcome, Blame.NOBODY, by, Placed.YES, rang || answered, code);
  }

  private static String name(Sound sound) {
    return switch (sound) {
      case Sound.Prompt prompt -> prompt.name();
      case Sound.Recorded recorded when recorded.id().value() == Long.MAX_VALUE -> "dictation";
      case Sound.Recorded recorded -> "recording " + recorded.id();
    };
  }

  private static Duration length(Sound sound) {
    return switch (sound) {
      case Sound.Prompt _ -> Duration.ofSeconds(2);
      case Sound.Recorded recorded -> recorded.sound().duration();
    };
  }
}
