package org.hustings.telephony.twilio;

import java.time.Duration;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony.PlaybackId;

/// What the engine is told of one leg as a call: each with the time, under our own name. What is
/// heard on it, [Ear] and [Tape] tell.
///
/// @param volunteers whether it is a volunteer's, and not a voter's
record Herald(LegId leg, boolean volunteers, Exchange exchange) {

  /// Twilio took the order.
  ///
  /// @param sid Twilio's name of the call
  void accepted(String sid) {
    exchange.tell(new LegEvent.Accepted(leg, exchange.now(), sid));
  }

  /// What another server needs to end it (R23), see [StoredCalls].
  void established(String sid) {
    String dialog = "twilio " + exchange.config().accountSid() + " " + sid;
    exchange.tell(new LegEvent.Established(leg, exchange.now(), dialog));
  }

  void ringing() {
    exchange.tell(new LegEvent.Ringing(leg, exchange.now(), false));
  }

  /// @param after how long since it began
  void answered(Duration after) {
    if (!volunteers) {
      exchange.metrics().answeredAfter(after);
    }
    exchange.tell(new LegEvent.Answered(leg, exchange.now()));
  }

  void answeredBy(LegEvent.AnsweredBy.Who who) {
    exchange.tell(new LegEvent.AnsweredBy(leg, exchange.now(), who));
  }

  /// Nothing of it was heard.
  void notPlayed(PlaybackId playback) {
    exchange.tell(
        new LegEvent.PlaybackFinished(leg, exchange.now(), playback, false, Duration.ZERO));
  }

  void probed() {
    exchange.tell(new LegEvent.Probed(leg, exchange.now()));
  }

  void ended(LegEnd end) {
    exchange.noteEnd(leg, volunteers ? "volunteer" : "voter", end);
    exchange.tell(new LegEvent.Ended(leg, exchange.now(), end));
  }
}
