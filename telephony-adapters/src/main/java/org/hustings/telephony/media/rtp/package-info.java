/// RTP on bytes (RFC 3550): parsing, the one continuous stream that a leg sends, what was received
/// and lost, and putting received audio back on its time line.
///
/// ```
///  datagram ─► RtpPacket ─► Reception (loss, jitter) ─► AudioTimeline (order, gaps) ─► whoever listens
///                       └─► OutgoingStream (one SSRC, one time line) ─► datagram
/// ```
///
/// No sockets, no threads, no clock: the time is an argument.
@NullMarked
package org.hustings.telephony.media.rtp;

import org.jspecify.annotations.NullMarked;
