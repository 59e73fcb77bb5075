package org.hustings.telephony.twilio.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What came of a request, on the wire.
public sealed interface RestReply {

  /// @param body text; of a sound (`audio/…`), one character an octet
  /// @param again how long to leave the API alone (`Retry-After`)
  /// @param at when Twilio answered, by its own clock (`Date`)
  record Answered(int status, String body, Optional<Duration> again, Optional<Instant> at)
      implements RestReply {

    /// By a clock that nobody asked for.
    public Answered(int status, String body, Optional<Duration> again) {
      this(status, body, again, Optional.empty());
    }

    /// Without the body, which holds telephone numbers.
    @Override
    public String toString() {
      return "HTTP " + status;
    }
  }

  /// It never left: no name, no connection, no TLS.
  record NotSent(String why) implements RestReply {}

  /// It may have been done: no answer, or half of one.
  record Unknown(String why) implements RestReply {}
}
