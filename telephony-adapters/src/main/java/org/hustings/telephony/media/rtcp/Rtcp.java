package org.hustings.telephony.media.rtcp;

import java.util.List;
import org.hustings.telephony.media.rtp.ReportBlock;

/// The parts of a compound RTCP packet that we understand.
public sealed interface Rtcp {
  /// A sender report (section 6.4.1).
  ///
  /// @param ntp the sender's wall clock, 32.32 bits
  /// @param timestamp of its stream at that time
  record SenderReport(
      int ssrc, long ntp, int timestamp, int packets, int octets, List<ReportBlock> blocks)
      implements Rtcp {}

  /// A receiver report (section 6.4.2).
  record ReceiverReport(int ssrc, List<ReportBlock> blocks) implements Rtcp {}

  /// A source has left (section 6.6).
  record Bye(int ssrc) implements Rtcp {}
}
