package org.hustings.telephony.media.rtp;

/// Arithmetic on numbers that wrap (RFC 3550 appendix A.1, RFC 1982).
public final class SequenceNumbers {
  private SequenceNumbers() {}

  /// How far a 16-bit sequence number is ahead of another, negative when it is behind.
  public static int ahead16(int sequence, int than) {
    return (short) (sequence - than);
  }

  /// How far a timestamp is ahead of another, negative when it is behind.
  public static int ahead(int timestamp, int than) {
    return timestamp - than;
  }
}
