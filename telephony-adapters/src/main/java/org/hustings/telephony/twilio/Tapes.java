package org.hustings.telephony.twilio;

import java.time.Duration;
import java.util.List;
import org.hustings.core.time.Runners;
import org.hustings.core.time.Timers;
import org.hustings.telephony.twilio.rest.Answer;
import org.hustings.telephony.twilio.rest.RecordingResource;
import org.hustings.telephony.twilio.rest.Recordings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees that no recording stays at Twilio: deletes what was fetched, and what nobody will fetch any
/// more. Safe for many threads.
final class Tapes {
  private static final Logger log = LoggerFactory.getLogger(Tapes.class);
  private static final int MOST_TRIES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  private final Recordings recordings;
  private final Runners runners;
  private final Timers timers;

  Tapes(Recordings recordings, Runners runners, Timers timers) {
    this.recordings = recordings;
    this.runners = runners;
    this.timers = timers;
  }

  /// Deletes a recording, tried again for a while.
  void delete(String sid) {
    runners.run("delete-recording", () -> delete(sid, 1));
  }

  /// Deletes the recordings of a call that is over, and looks once more for one that Twilio was
  /// still making a file of.
  void clear(String callSid) {
    runners.run("clear-recordings", () -> clear(callSid, 1));
    Timers.Timer _ =
        timers.after(
            FIRST_PAUSE.multipliedBy(6),
            () -> runners.run("clear-recordings", () -> clear(callSid, 1)));
  }

  private void clear(String callSid, int turn) {
    switch (recordings.of(callSid)) {
      case Answer.Done<List<RecordingResource>>(List<RecordingResource> all) ->
          all.forEach(recording -> delete(recording.sid(), 1));
      case Answer.Refused<List<RecordingResource>> refused when !refused.isTooMany() -> {}
      case Answer.Refused<List<RecordingResource>> _,
          Answer.NotSent<List<RecordingResource>> _,
          Answer.Unknown<List<RecordingResource>> _ ->
          again(turn, () -> clear(callSid, turn + 1));
    }
  }

  private void delete(String sid, int turn) {
    switch (recordings.delete(sid)) {
      case Answer.Done<Boolean> _ -> {}
      case Answer.Refused<Boolean> refused when refused.isGone() -> {}
      case Answer.Refused<Boolean> _, Answer.NotSent<Boolean> _, Answer.Unknown<Boolean> _ ->
          again(turn, () -> delete(sid, turn + 1));
    }
  }

  private void again(int turn, Runnable work) {
    if (turn < MOST_TRIES) {
      Timers.Timer _ =
          timers.after(
              FIRST_PAUSE.multipliedBy(1L << turn), () -> runners.run("delete-recording", work));
    } else {
      log.atWarn()
          .setMessage(
              "A recording could not be deleted at Twilio. Delete it in the console: Monitor, Logs,"
                  + " Call recordings.")
          .addKeyValue("event", "recording-not-deleted")
          .log();
    }
  }
}
