package org.hustings.telephony.phonenet.memory;

import java.time.Duration;
import java.time.Instant;

/// A stretch of what somebody heard.
public record Heard(Instant from, Instant until, Hears what) {
  public Duration lasted() {
    return Duration.between(from, until);
  }
}
