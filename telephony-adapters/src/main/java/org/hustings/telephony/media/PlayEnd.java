package org.hustings.telephony.media;

import java.time.Duration;

/// How playing ended. Exactly one comes for each `play`.
///
/// @param how it ended
/// @param played how much was sent
public record PlayEnd(How how, Duration played) {
  /// How it ended.
  public enum How {
    /// All of it was sent.
    WHOLE,
    /// It was stopped, or something else was played.
    CUT,
    /// The leg was closed, or could never send.
    LEG_GONE
  }
}
