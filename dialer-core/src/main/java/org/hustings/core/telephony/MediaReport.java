package org.hustings.core.telephony;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/// How the sound of a leg has fared since it began.
///
/// @param heard what came from the leg
/// @param sent how what we sent arrived, as the other side says (RFC 3550 §6.4); empty until it
///   does
/// @param roundTrip to the other side and back; empty until it is known
public record MediaReport(Stream heard, Optional<Stream> sent, Optional<Duration> roundTrip) {
  public MediaReport {
    requireNonNull(heard, "heard");
    requireNonNull(sent, "sent");
    requireNonNull(roundTrip, "roundTrip");
  }

  /// @param packets that arrived, or, of what we sent, that went out
  /// @param lost packets that did not arrive
  /// @param jitter of arrival (RFC 3550 appendix A.8)
  public record Stream(long packets, long lost, Duration jitter) {}
}
