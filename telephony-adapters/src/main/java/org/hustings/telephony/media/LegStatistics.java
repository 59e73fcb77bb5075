package org.hustings.telephony.media;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// How a leg is doing, at one moment.
///
/// @param received what came from the peer
/// @param sent what went to it
/// @param refused what came and was dropped
/// @param sinceLastMedia how long ago a packet of the peer came (R24); empty while none has
/// @param roundTrip measured by RTCP
/// @param latchedTo the source that is believed
public record LegStatistics(
    Received received,
    Sent sent,
    Refused refused,
    Optional<Duration> sinceLastMedia,
    Optional<Duration> roundTrip,
    Optional<InetSocketAddress> latchedTo) {

  /// @param octets of payload
  /// @param lost packets that are missing by their sequence numbers
  /// @param jitter of arrival (RFC 3550 appendix A.8)
  public record Received(long packets, long octets, long lost, Duration jitter) {}

  /// @param octets of payload
  /// @param unsent packets that the system did not take
  /// @param skipped times that the loop came so late that our sound was put off
  /// @param atPeer what the peer said by RTCP; empty until it does
  public record Sent(
      long packets, long octets, long unsent, long skipped, Optional<AtPeer> atPeer) {}

  /// How our stream arrives, as the peer reported last.
  ///
  /// @param lost packets in all; duplicates can make it negative
  /// @param lossSinceItsLastReport 0 to 1
  public record AtPeer(long lost, double lossSinceItsLastReport, Duration jitter) {}

  /// @param malformed no RTP
  /// @param wrongPayload a payload type that was not agreed
  /// @param strangers from a source that is not the peer
  public record Refused(long malformed, long wrongPayload, long strangers) {}
}
