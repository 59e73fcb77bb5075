package org.hustings.telephony.media;

import java.time.Duration;
import java.util.Optional;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.wav.WavWriter;

/// A finished recording. Both sides, where there are two, have the same length and began at the
/// same instant.
public final class Recorded {
  /// What to record.
  public enum Sides {
    /// What the peer says.
    RECEIVED,
    /// What the peer is sent.
    SENT,
    /// Both.
    BOTH
  }

  private final byte[] received;
  private final byte[] sent;

  Recorded(byte[] received, byte[] sent) {
    this.received = received;
    this.sent = sent;
  }

  /// What the peer said, at 8,000 samples a second; empty when it was not asked for.
  public short[] received() {
    return G711.PCMU.decode(received);
  }

  /// What the peer was sent; empty when it was not asked for.
  public short[] sent() {
    return G711.PCMU.decode(sent);
  }

  public Duration duration() {
    return Duration.ofNanos(Math.max(received.length, sent.length) * 125_000L);
  }

  /// As a WAV file, in µ-law: one channel, or the peer left and what it was sent right.
  public byte[] toWav() {
    if (received.length == 0 || sent.length == 0) {
      return WavWriter.muLaw(received.length == 0 ? sent : received, Optional.empty());
    }
    return WavWriter.muLaw(received, Optional.of(sent));
  }
}
