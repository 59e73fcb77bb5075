package org.hustings.telephony.media.dtmf;

import java.time.Duration;

/// One press of a key.
///
/// @param key `0` to `9`, `*`, `#`, `A` to `D`
/// @param held how long, as far as it was heard
/// @param source how it came
public record Digit(char key, Duration held, Source source) {
  /// The keys by their event code (RFC 4733 section 3.2, table 3).
  public static final String KEYS = "0123456789*#ABCD";

  /// How a digit came.
  public enum Source {
    /// As telephone events.
    EVENT,
    /// As tones in the sound.
    TONE
  }

  public Digit {
    if (KEYS.indexOf(key) < 0) {
      throw new IllegalArgumentException("key is '" + key + "', expected one of " + KEYS);
    }
  }
}
