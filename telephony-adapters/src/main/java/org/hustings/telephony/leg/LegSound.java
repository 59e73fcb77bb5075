package org.hustings.telephony.leg;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hustings.core.id.LegId;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.MediaReport;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.time.Timers;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.LegMeter;
import org.hustings.telephony.media.LegStatistics;
import org.hustings.telephony.media.MediaBridge;
import org.hustings.telephony.media.MediaLeg;
import org.hustings.telephony.media.PlayEnd;
import org.hustings.telephony.media.Playable;
import org.hustings.telephony.media.Recorded;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.g711.G711;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that one leg hears and says. Used on the stage's lane only. Comfort noise while nothing else
/// is to be heard is the media engine's own doing.
public final class LegSound {
  private static final Logger log = LoggerFactory.getLogger(LegSound.class);
  private static final int LOOKS_PER_SILENCE = 3;

  /// More than one packet in fifty is lost, of four seconds' packets at least.
  private static final int LOST_ONE_IN = 50;

  private static final int ENOUGH_TO_JUDGE = 200;

  private final Stage stage;
  private final LegId id;
  private final MediaLeg leg;
  private final LegMeter meter;
  private @Nullable MediaBridge bridge;
  private MediaLeg.@Nullable Ongoing recording;
  private MediaLeg.@Nullable Ongoing tones;
  private Timers.@Nullable Timer look;
  private @Nullable Runnable whenQuiet;
  private @Nullable Duration hearsSince;
  private boolean receives;
  private boolean silenceTold;
  private boolean closed;
  private int unfinished;

  public LegSound(Stage stage, LegId id, MediaLeg leg, LegMeter meter) {
    this.stage = stage;
    this.id = id;
    this.leg = leg;
    this.meter = meter;
  }

  public LegId id() {
    return id;
  }

  // ── bridging ───────────────────────────────────────────────────────────────

  /// Joins two legs; what either was being played is cut.
  static void bridge(LegSound one, LegSound other) {
    if (one.closed || other.closed || one.equals(other)) {
      return;
    }
    one.unbridge();
    other.unbridge();
    one.leg.stopPlaying();
    other.leg.stopPlaying();
    MediaBridge joined = one.stage.media().bridge(one.leg, other.leg);
    one.bridge = joined;
    other.bridge = joined;
  }

  void unbridge() {
    if (bridge != null) {
      stage.media().unbridge(bridge);
      bridge = null;
    }
  }

  // ── playing ────────────────────────────────────────────────────────────────

  void play(PlaybackId playback, List<Sound> sounds) {
    if (closed) {
      return;
    }
    unbridge();
    List<Clip> clips = new ArrayList<>();
    for (Sound sound : sounds) {
      clips.add(
          switch (sound) {
            case Sound.Prompt(String name) -> stage.prompts().clip(name);
            case Sound.Recorded recorded -> Clip.of(G711.PCMU, recorded.sound().octets());
          });
    }
    unfinished++;
    leg.play(Playable.sequence(clips), end -> stage.lane().post(() -> played(playback, end)));
  }

  private void played(PlaybackId playback, PlayEnd end) {
    boolean whole = end.how() == PlayEnd.How.WHOLE;
    tell(new LegEvent.PlaybackFinished(id, stage.now(), playback, whole, end.played()));
    finished();
  }

  void stopPlaying() {
    leg.stopPlaying();
  }

  void press(String keys) {
    if (!closed && !keys.isEmpty()) {
      leg.press(Digits.of(keys), _ -> {});
    }
  }

  // ── recording ──────────────────────────────────────────────────────────────

  void startRecording() {
    if (!closed && recording == null) {
      unbridge();
      leg.stopPlaying();
      unfinished++;
      recording =
          leg.record(
              Recorded.Sides.RECEIVED,
              stage.limits().recordFor(),
              sound -> stage.lane().post(() -> recorded(sound)));
    }
  }

  void stopRecording() {
    if (recording != null) {
      recording.stop();
    }
  }

  private void recorded(Recorded sound) {
    recording = null;
    Pcmu said = Pcmu.of(G711.PCMU.encode(sound.received()));
    tell(new LegEvent.RecordingFinished(id, stage.now(), said));
    finished();
  }

  // ── silence ────────────────────────────────────────────────────────────────

  /// The leg is up: from now on its silence counts (R24), unless it is on hold.
  public void watch(RemoteMedia remote) {
    receives = remote.direction().receives();
    hearsSince = stage.timers().elapsed();
    listenForTones(remote);
    if (look == null && !closed) {
      lookLater();
    }
  }

  /// Keys are tones in the sound where the peer knows no telephone events (RFC 4733), and only
  /// there: speech can, rarely, sound like one.
  private void listenForTones(RemoteMedia remote) {
    boolean needed = remote.telephoneEvents().isEmpty();
    if (needed && tones == null && !closed) {
      tones = leg.detectTones();
    } else if (!needed && tones != null) {
      tones.stop();
      tones = null;
    }
  }

  /// What was agreed changed.
  public void agreed(RemoteMedia remote) {
    if (look != null) {
      listenForTones(remote);
    }
    if (remote.direction().receives() != receives) {
      receives = remote.direction().receives();
      hearsSince = hearsSince == null ? null : stage.timers().elapsed();
    }
  }

  private void lookLater() {
    Duration pause = stage.limits().silentAfter().dividedBy(LOOKS_PER_SILENCE);
    look = stage.timers().after(pause, () -> stage.lane().post(this::lookNow));
  }

  private void lookNow() {
    if (closed) {
      return;
    }
    LegStatistics statistics = leg.statistics();
    meter.look(statistics);
    Duration unheard = unheard(statistics);
    boolean silent = receives && unheard.compareTo(stage.limits().silentAfter()) >= 0;
    if (silent && !silenceTold) {
      Instant now = stage.now();
      tell(new LegEvent.MediaSilent(id, now, now.minus(unheard)));
    }
    silenceTold = silent;
    lookLater();
  }

  /// For how long nothing was heard that should have been; nothing if it need not be heard yet.
  private Duration unheard(LegStatistics statistics) {
    if (hearsSince == null) {
      return Duration.ZERO;
    }
    Duration listening = stage.timers().elapsed().minus(hearsSince);
    return statistics
        .sinceLastMedia()
        .filter(quiet -> quiet.compareTo(listening) < 0)
        .orElse(listening);
  }

  /// How the sound has fared so far. From any thread.
  MediaReport report() {
    LegStatistics statistics = leg.statistics();
    LegStatistics.Received heard = statistics.received();
    LegStatistics.Sent sent = statistics.sent();
    return new MediaReport(
        new MediaReport.Stream(heard.packets(), heard.lost(), heard.jitter()),
        sent.atPeer()
            .map(there -> new MediaReport.Stream(sent.packets(), there.lost(), there.jitter())),
        statistics.roundTrip());
  }

  // ── the end ────────────────────────────────────────────────────────────────

  public void digit(char key) {
    if (!closed) {
      tell(new LegEvent.Digit(id, stage.now(), key));
    }
  }

  /// Closes the leg's media; `quiet` runs when the ends of all that went on have been told.
  public void close(Runnable quiet) {
    if (closed) {
      return;
    }
    closed = true;
    if (look != null) {
      look.cancel();
    }
    unbridge();
    LegStatistics last = leg.statistics();
    meter.look(last);
    tellLoss(last.received());
    leg.close();
    whenQuiet = quiet;
    tellIfQuiet();
  }

  /// One line a leg, at its end: with it the call, which a carrier can be asked about.
  private void tellLoss(LegStatistics.Received heard) {
    long sent = heard.packets() + heard.lost();
    if (sent >= ENOUGH_TO_JUDGE && heard.lost() * LOST_ONE_IN > sent) {
      log.atWarn()
          .setMessage("Sound was lost on its way to us: see MediaLossHigh if others lose some, too")
          .addKeyValue("event", "leg-lossy")
          .addKeyValue("leg", id)
          .addKeyValue("packets", sent)
          .addKeyValue("lost", heard.lost())
          .log();
    }
  }

  private void finished() {
    unfinished--;
    tellIfQuiet();
  }

  private void tellIfQuiet() {
    Runnable last = whenQuiet;
    if (last != null && unfinished == 0) {
      whenQuiet = null;
      last.run();
    }
  }

  private void tell(LegEvent event) {
    log.debug("event={} leg={}", event.getClass().getSimpleName(), id);
    stage.tell(event);
  }
}
