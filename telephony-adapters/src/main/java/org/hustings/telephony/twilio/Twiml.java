package org.hustings.telephony.twilio;

import com.twilio.http.HttpMethod;
import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Conference;
import com.twilio.twiml.voice.Dial;
import com.twilio.twiml.voice.Gather;
import com.twilio.twiml.voice.Hangup;
import com.twilio.twiml.voice.Pause;
import com.twilio.twiml.voice.Play;
import com.twilio.twiml.voice.Record;
import com.twilio.twiml.voice.Redirect;
import com.twilio.twiml.voice.Reject;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// The TwiML documents that we answer with (twilio.com/docs/voice/twiml). Every document that does
/// not end the call ends by asking us what now.
final class Twiml {
  /// How long the next key is waited for: with nothing played, and after what was played.
  private static final Duration KEYS_WITHIN = Duration.ofSeconds(3);

  private static final Duration KEYS_AFTER_SOUND = Duration.ofSeconds(2);

  /// How long a leg is quiet before Twilio asks again: short enough that a leg whose owner died is
  /// ended within a minute.
  private static final Duration QUIET = Duration.ofSeconds(40);

  /// Twilio ends a recording by itself: after so much silence, and at this length.
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

  private static final Duration LONGEST_RECORDING = Duration.ofMinutes(10);

  private Twiml() {}

  static String hangUp() {
    return written(new VoiceResponse.Builder().hangup(new Hangup.Builder().build()));
  }

  /// First in a document, it ends an incoming call unanswered and free of charge.
  ///
  /// @param busy whether the caller hears the busy signal, or else that the number is out of
  ///   service
  static String reject(boolean busy) {
    Reject.Reason reason = busy ? Reject.Reason.BUSY : Reject.Reason.REJECTED;
    return written(new VoiceResponse.Builder().reject(new Reject.Builder().reason(reason).build()));
  }

  /// First in a document, a pause keeps an incoming call unanswered.
  static String undecided(URI next) {
    return written(new VoiceResponse.Builder().pause(pause(1)).redirect(redirect(next)));
  }

  static String askAgain(URI next) {
    return written(new VoiceResponse.Builder().redirect(redirect(next)));
  }

  /// Quiet, with an ear for keys. `#` ends them, and comes as `FinishedOnKey`.
  static String listening(String digits, URI next) {
    Gather quiet = gather(KEYS_WITHIN, next).pause(pause(QUIET.toSeconds())).build();
    return written(keys(digits).gather(quiet).redirect(redirect(next)));
  }

  /// @param sounds where Twilio fetches them, in order
  /// @param listening whether a key cuts it and is told
  static String playing(String digits, List<URI> sounds, boolean listening, URI next) {
    VoiceResponse.Builder document = keys(digits);
    List<Play> plays = sounds.stream().map(sound -> new Play.Builder(sound).build()).toList();
    if (listening) {
      Gather.Builder gather = gather(KEYS_AFTER_SOUND, next);
      plays.forEach(gather::play);
      document.gather(gather.build());
    } else {
      plays.forEach(document::play);
    }
    return written(document.redirect(redirect(next)));
  }

  /// Quiet, while what is said is recorded, until a key, which is told.
  ///
  /// @param there told when the recording is
  static String recorded(String digits, URI there, URI next) {
    Record recorded =
        new Record.Builder()
            .action(next)
            .method(HttpMethod.POST)
            .finishOnKey("1234567890*#")
            .timeout(Math.toIntExact(LONGEST_PAUSE.toSeconds()))
            .maxLength(Math.toIntExact(LONGEST_RECORDING.toSeconds()))
            .playBeep(false)
            .trim(Record.Trim.DO_NOT_TRIM)
            .recordingStatusCallback(there)
            .recordingStatusCallbackMethod(HttpMethod.POST)
            .recordingStatusCallbackEvents(
                List.of(Record.RecordingEvent.COMPLETED, Record.RecordingEvent.ABSENT))
            .build();
    return written(keys(digits).record(recorded).redirect(redirect(next)));
  }

  /// In a room, without beeps; silent while alone in it.
  static String room(String digits, String name, URI next) {
    Conference room =
        new Conference.Builder(name)
            .beep(Conference.Beep.FALSE)
            .waitUrl("")
            .startConferenceOnEnter(true)
            .endConferenceOnExit(false)
            .build();
    return written(
        keys(digits).dial(new Dial.Builder().conference(room).build()).redirect(redirect(next)));
  }

  private static VoiceResponse.Builder keys(String digits) {
    VoiceResponse.Builder document = new VoiceResponse.Builder();
    return digits.isEmpty() ? document : document.play(new Play.Builder().digits(digits).build());
  }

  private static Gather.Builder gather(Duration timeout, URI next) {
    return new Gather.Builder()
        .inputs(Gather.Input.DTMF)
        .method(HttpMethod.POST)
        .finishOnKey("#")
        .timeout(Math.toIntExact(timeout.toSeconds()))
        .action(next);
  }

  private static Pause pause(long seconds) {
    return new Pause.Builder().length(Math.toIntExact(seconds)).build();
  }

  private static Redirect redirect(URI next) {
    return new Redirect.Builder(next).method(HttpMethod.POST).build();
  }

  private static String written(VoiceResponse.Builder document) {
    return document.build().toXml();
  }
}
