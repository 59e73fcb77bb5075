package org.hustings.telephony.leg;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.MediaReport;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Runners;
import org.hustings.core.time.Timers;
import org.hustings.telephony.media.LegMeter;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.MediaLegListener;
import org.hustings.telephony.media.MediaMeters;
import org.hustings.telephony.media.dtmf.Digit;
import org.hustings.telephony.prompt.Prompts;

/// Where all legs of a server are heard, whatever signalled them. All commands run on one lane, so
/// that those about several legs keep their order; none blocks, and all are harmless for a leg that
/// is gone. Callable from any thread.
public final class Stage implements AutoCloseable {
  /// @param silentAfter without any media a leg is reported silent (R24)
  /// @param recordFor the longest recording
  public record Limits(Duration silentAfter, Duration recordFor) {}

  /// @param media closed by whoever made it
  /// @param tell the engine's listener
  public record Parts(
      MediaEngine media,
      Prompts prompts,
      MediaMeters meters,
      Limits limits,
      Consumer<LegEvent> tell) {
    public Parts {
      requireNonNull(media, "media");
      requireNonNull(prompts, "prompts");
      requireNonNull(meters, "meters");
      requireNonNull(limits, "limits");
      requireNonNull(tell, "tell");
    }
  }

  private final Parts parts;
  private final Timers timers;
  private final InstantSource clock;
  private final Inbox<Runnable> lane;
  private final Map<LegId, LegSound> sounds = new ConcurrentHashMap<>();

  public Stage(Parts parts, Runners runners, Timers timers, InstantSource clock) {
    this.parts = parts;
    this.timers = timers;
    this.clock = clock;
    this.lane = runners.inbox("leg-sound", Runnable::run);
  }

  public MediaEngine media() {
    return parts.media();
  }

  /// Where everything of a [LegSound] must be done.
  public Inbox<Runnable> lane() {
    return lane;
  }

  public void tell(LegEvent event) {
    parts.tell().accept(event);
  }

  public Instant now() {
    return clock.instant();
  }

  /// The meter of a new leg's sound.
  public LegMeter meter(MediaMeters.Kind kind) {
    return parts.meters().leg(kind);
  }

  Prompts prompts() {
    return parts.prompts();
  }

  Limits limits() {
    return parts.limits();
  }

  Timers timers() {
    return timers;
  }

  /// Brings the keys that a leg's media hear to the lane.
  public MediaLegListener keysOf(LegId leg) {
    return new MediaLegListener() {
      @Override
      public void digit(Digit digit) {
        on(leg, sound -> sound.digit(digit.key()));
      }
    };
  }

  /// From now on the leg is found by its id.
  public void enter(LegSound sound) {
    sounds.put(sound.id(), sound);
  }

  /// The leg is gone.
  public void leave(LegId leg) {
    sounds.remove(leg);
  }

  // ── commands of the telephony port ─────────────────────────────────────────

  public void bridge(LegId one, LegId other) {
    lane.post(() -> {
      LegSound first = sounds.get(one);
      LegSound second = sounds.get(other);
      if (first != null && second != null) {
        LegSound.bridge(first, second);
      }
    });
  }

  public void unbridge(LegId leg) {
    on(leg, LegSound::unbridge);
  }

  public void play(LegId leg, PlaybackId playback, List<Sound> all) {
    List<Sound> copy = List.copyOf(all);
    on(leg, sound -> sound.play(playback, copy));
  }

  public void stopPlaying(LegId leg) {
    on(leg, LegSound::stopPlaying);
  }

  public void sendDigits(LegId leg, String digits) {
    on(leg, sound -> sound.press(digits));
  }

  public Optional<MediaReport> mediaOf(LegId leg) {
    return Optional.ofNullable(sounds.get(leg)).map(LegSound::report);
  }

  public void startRecording(LegId leg) {
    on(leg, LegSound::startRecording);
  }

  public void stopRecording(LegId leg) {
    on(leg, LegSound::stopRecording);
  }

  private void on(LegId id, Consumer<LegSound> command) {
    lane.post(() -> Optional.ofNullable(sounds.get(id)).ifPresent(command));
  }

  @Override
  public void close() {
    lane.close();
  }
}
