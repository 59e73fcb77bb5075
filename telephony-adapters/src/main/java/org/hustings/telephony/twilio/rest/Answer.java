package org.hustings.telephony.twilio.rest;

import java.time.Duration;
import java.util.Optional;

/// What came of a request, understood.
public sealed interface Answer<T> {

  record Done<T>(T value) implements Answer<T> {}

  /// Twilio would not, and surely did not.
  ///
  /// @param status of HTTP
  /// @param code Twilio's own; 0 if it gave none
  /// @param again how long to leave the API alone, where it says so
  record Refused<T>(int status, int code, Optional<Duration> again) implements Answer<T> {
    /// Too many requests, or too many at once (error 20429).
    public boolean isTooMany() {
      return status == 429;
    }

    /// There is no such thing.
    public boolean isGone() {
      return status == 404;
    }
  }

  /// It surely was not done: nothing was sent.
  record NotSent<T>(String why) implements Answer<T> {}

  /// Nobody knows whether it was done.
  record Unknown<T>(String why) implements Answer<T> {}
}
