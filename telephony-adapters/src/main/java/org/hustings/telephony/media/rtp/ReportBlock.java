package org.hustings.telephony.media.rtp;

/// One party's report on another's stream (RFC 3550 section 6.4.1).
///
/// @param ssrc whose stream
/// @param fractionLost of the packets since the last report, in 1/256
/// @param lost packets since the beginning, negative when duplicates came
/// @param highestSequence with the count of wraps in the upper 16 bits
/// @param jitter in samples
/// @param lastSenderReport the middle 32 bits of the NTP time in the last sender report
/// @param delaySinceLast since then, in 1/65,536 seconds
public record ReportBlock(
    int ssrc,
    int fractionLost,
    int lost,
    int highestSequence,
    int jitter,
    int lastSenderReport,
    int delaySinceLast) {}
