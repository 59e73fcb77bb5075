package org.hustings.telephony.media.rtcp;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hustings.telephony.media.rtp.Reception;
import org.hustings.telephony.media.rtp.ReportBlock;
import org.jspecify.annotations.Nullable;

/// One leg's side of RTCP: when to report, what to say, and what the peer's reports tell.
///
/// The round trip is measured without agreed clocks: the peer returns the time of our last report
/// and how long it kept it (section 6.4.1, LSR and DLSR).
public final class RtcpSession {
  /// What we sent so far, for a sender report.
  ///
  /// @param timestamp of our stream at this moment
  public record Sent(long packets, long octets, int timestamp) {}

  private static final long NTP_EPOCH = 2_208_988_800L;
  private static final long MOST_PLAUSIBLE_ROUND_TRIP = 10 * 65_536L;

  private final int ssrc;
  private final String cname;
  private final long interval;
  private final RandomGenerator random;

  private long nextAt;
  private long packetsAtLastReport;
  private int lastSenderReport;
  private long lastSenderReportAt;
  private long roundTrip = -1;
  private @Nullable ReportBlock atPeer;
  private boolean peerLeft;

  /// @param cname random and of this leg alone, so that it identifies nobody (RFC 7022)
  public RtcpSession(int ssrc, String cname, Duration every, RandomGenerator random, long now) {
    this.ssrc = ssrc;
    this.cname = cname;
    this.interval = every.toNanos();
    this.random = random;
    this.nextAt = now + varied() / 2;
  }

  /// Whether a report is due.
  public boolean due(long now) {
    return now - nextAt >= 0;
  }

  /// Writes the report that is due: a sender's if we sent since the last one.
  public void report(ByteBuffer target, Sent sent, Reception reception, Instant wall, long now) {
    nextAt = now + varied();
    write(target, sent, reception, wall, now);
  }

  /// Writes the last packet of this leg (section 6.3.7).
  public void bye(ByteBuffer target, Sent sent, Reception reception, Instant wall, long now) {
    write(target, sent, reception, wall, now);
    RtcpWriter.report(target, new Rtcp.Bye(ssrc));
  }

  private void write(ByteBuffer target, Sent sent, Reception reception, Instant wall, long now) {
    List<ReportBlock> blocks =
        reception.begun()
            ? List.of(reception.report(lastSenderReport, delaySinceLastSenderReport(now)))
            : List.of();
    boolean sending = sent.packets() > packetsAtLastReport;
    packetsAtLastReport = sent.packets();
    RtcpWriter.report(
        target,
        sending
            ? new Rtcp.SenderReport(
                ssrc,
                ntp(wall),
                sent.timestamp(),
                (int) sent.packets(),
                (int) sent.octets(),
                blocks)
            : new Rtcp.ReceiverReport(ssrc, blocks));
    RtcpWriter.description(target, ssrc, cname);
  }

  /// Takes what the peer says.
  public void received(Rtcp part, Instant wall, long now) {
    switch (part) {
      case Rtcp.SenderReport report -> {
        lastSenderReport = (int) (report.ntp() >>> 16);
        lastSenderReportAt = now;
        report.blocks().forEach(block -> received(block, wall));
      }
      case Rtcp.ReceiverReport report -> report.blocks().forEach(block -> received(block, wall));
      case Rtcp.Bye _ -> peerLeft = true;
    }
  }

  private void received(ReportBlock block, Instant wall) {
    if (block.ssrc() != ssrc) {
      return;
    }
    atPeer = block;
    if (block.lastSenderReport() == 0) {
      return;
    }
    int took = (int) (ntp(wall) >>> 16) - block.lastSenderReport() - block.delaySinceLast();
    if (took >= 0 && took < MOST_PLAUSIBLE_ROUND_TRIP) {
      roundTrip = took * 1_000_000_000L / 65_536;
    }
  }

  /// Nanoseconds there and back, or -1 while unknown.
  public long roundTrip() {
    return roundTrip;
  }

  /// What the peer reported last of our stream.
  public Optional<ReportBlock> atPeer() {
    return Optional.ofNullable(atPeer);
  }

  /// Whether the peer said BYE. It is a hint only: signalling ends calls.
  public boolean peerLeft() {
    return peerLeft;
  }

  private int delaySinceLastSenderReport(long now) {
    // In 1/65,536 s, which is 15,258.8 ns; an hour and more saturates nothing in 32 bits.
    return lastSenderReport == 0
        ? 0
        : (int) ((now - lastSenderReportAt) / 1000 * 65_536 / 1_000_000);
  }

  /// Half to one and a half intervals, so that reports of many legs do not fall together (6.3.1).
  private long varied() {
    return interval / 2 + random.nextLong(interval + 1);
  }

  private static long ntp(Instant wall) {
    long seconds = wall.getEpochSecond() + NTP_EPOCH;
    long fraction = ((long) wall.getNano() << 32) / 1_000_000_000L;
    return seconds << 32 | fraction;
  }
}
