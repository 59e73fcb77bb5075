package org.hustings.telephony.media;

/// UDP ports for media, in pairs: RTP on the even port, RTCP on the odd one above it (RFC 3550
/// section 11).
///
/// @param first the lowest port, even
/// @param last the highest port, odd
public record PortRange(int first, int last) {
  public PortRange {
    if (first < 1024 || last > 65_535 || first % 2 != 0 || last % 2 != 1 || last < first) {
      throw new IllegalArgumentException(
          "media.ports is "
              + first
              + " to "
              + last
              + ", expected an even first and an odd last port between 1024 and 65535");
    }
  }

  /// How many legs can be up at once.
  public int pairs() {
    return (last - first + 1) / 2;
  }
}
