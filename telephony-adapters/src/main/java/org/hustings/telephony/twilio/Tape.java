package org.hustings.telephony.twilio;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.telephony.LegEvent;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.wav.WavReader;
import org.hustings.telephony.media.wav.WavResult;
import org.hustings.telephony.twilio.rest.Answer;
import org.hustings.telephony.twilio.rest.RecordingResource;
import org.hustings.telephony.twilio.webhook.Form;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is said on one leg, from its recording at Twilio to its sound here. Twilio makes a file of
/// it when it has ended; we look for it in its books until it is there, fetch it, and delete it at
/// Twilio: what a volunteer or manager said is kept nowhere but with us. A callback only has us
/// look at once.
///
/// State is guarded by the leg; requests are made on its runner.
final class Tape {
  private static final Logger log = LoggerFactory.getLogger(Tape.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /// The engine waits somewhat longer.
  private static final Duration LOOKED_FOR = Duration.ofSeconds(40);

  private static final Pcmu NOTHING = Pcmu.of(new byte[0]);

  private final TwilioLeg leg;
  private final Exchange exchange;

  /// Recordings of the call that were dealt with. Used on the runner alone.
  private final Set<String> known = new HashSet<>();

  private State state = State.IDLE;
  private boolean used;
  private Duration endedAt = Duration.ZERO;

  private enum State {
    IDLE,
    /// Twilio records, or is about to.
    RUNNING,
    /// It has ended; its sound is to come.
    AWAITED
  }

  Tape(TwilioLeg leg, Exchange exchange) {
    this.leg = leg;
    this.exchange = exchange;
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  void begin() {
    if (state == State.IDLE) {
      state = State.RUNNING;
      used = true;
    }
  }

  /// Twilio was told to stop.
  void end() {
    if (state == State.RUNNING) {
      state = State.AWAITED;
      endedAt = exchange.elapsed();
      leg.line().post(this::look);
    }
  }

  /// Twilio is through with it, and says what there is. Where it says of no recording there is
  /// none: it heard nothing.
  void end(Form form) {
    if (form.field("RecordingUrl").or(() -> form.field("RecordingSid")).isPresent()) {
      end();
    } else if (state == State.RUNNING) {
      finish(NOTHING);
    }
  }

  /// The leg is over, or shall hear something else: what is being recorded is given up.
  void cut() {
    if (state == State.RUNNING) {
      finish(NOTHING);
    }
  }

  /// The leg is over.
  void over() {
    if (state != State.IDLE) {
      finish(NOTHING);
    }
    if (used) {
      leg.sid().ifPresent(exchange.studio().tapes()::clear);
    }
  }

  private void finish(Pcmu sound) {
    state = State.IDLE;
    exchange.tell(new LegEvent.RecordingFinished(leg.id(), exchange.now(), sound));
  }

  // ── on the runner ──────────────────────────────────────────────────────────

  /// Looks whether the recording is there.
  void look() {
    Optional<String> call = leg.sid();
    if (call.isEmpty() || !isAwaited()) {
      return;
    }
    switch (exchange.books().recordings().of(call.get())) {
      case Answer.Done<List<RecordingResource>>(List<RecordingResource> all) ->
          all.stream()
              .filter(recording -> !known.contains(recording.sid()))
              .findFirst()
              .ifPresentOrElse(this::take, this::lookAgain);
      case Answer.Refused<List<RecordingResource>> _,
          Answer.NotSent<List<RecordingResource>> _,
          Answer.Unknown<List<RecordingResource>> _ ->
          lookAgain();
    }
  }

  private void take(RecordingResource recording) {
    switch (recording.status()) {
      case UNDER_WAY -> lookAgain();
      case ABSENT -> done(recording, NOTHING);
      case COMPLETED -> {
        switch (exchange.books().recordings().sound(recording.sid())) {
          case Answer.Done<byte[]>(byte[] wav) -> done(recording, sound(wav));
          case Answer.Refused<byte[]> _, Answer.NotSent<byte[]> _, Answer.Unknown<byte[]> _ ->
              lookAgain();
        }
      }
    }
  }

  private void done(RecordingResource recording, Pcmu sound) {
    known.add(recording.sid());
    exchange.studio().tapes().delete(recording.sid());
    arrived(sound);
  }

  private void lookAgain() {
    Duration since;
    synchronized (leg) {
      since = exchange.elapsed().minus(endedAt);
    }
    if (since.compareTo(LOOKED_FOR) < 0) {
      leg.line().later(LOOK_AGAIN, this::look);
      return;
    }
    log.atWarn()
        .setMessage("A recording never came from Twilio; whoever spoke is asked to do so again.")
        .addKeyValue("event", "recording-lost")
        .addKeyValue("leg", leg.id())
        .log();
    arrived(NOTHING);
  }

  private void arrived(Pcmu sound) {
    synchronized (leg) {
      if (state == State.AWAITED) {
        finish(sound);
      }
    }
  }

  private boolean isAwaited() {
    synchronized (leg) {
      return state == State.AWAITED;
    }
  }

  private static Pcmu sound(byte[] wav) {
    return switch (WavReader.forRecordings().read(wav)) {
      case WavResult.Converted(var clip) -> Pcmu.of(clip.bytes(G711.PCMU));
      case WavResult.Refused _ -> NOTHING;
    };
  }
}
