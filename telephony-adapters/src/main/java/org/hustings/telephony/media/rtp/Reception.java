package org.hustings.telephony.media.rtp;

/// What was received of a peer's stream: the extended highest sequence number, how many packets are
/// missing, and the jitter of their arrival (RFC 3550 section 6.4.1, appendices A.1, A.3, A.8).
///
/// Written by one thread. A change of SSRC begins a new count, and what earlier sources had lost is
/// kept in the totals.
public final class Reception {
  private static final int DROPOUT = 3000;
  private static final int MISORDER = 100;
  private static final long NANOS_PER_SAMPLE = 125_000;

  private boolean begun;
  private int ssrc;
  private int base;
  private int highest;
  private long cycles;
  private int badSequence = -1;
  private long received;
  private long lostOfEarlierSources;
  private int transit;
  private double jitter;
  private long expectedBefore;
  private long receivedBefore;

  /// Counts one packet.
  public void received(RtpPacket packet, long now) {
    int sequence = packet.sequence();
    if (!begun || packet.ssrc() != ssrc) {
      restart(packet, now);
      return;
    }
    int ahead = sequence - highest & 0xFFFF;
    if (ahead < DROPOUT) {
      if (sequence < highest) {
        cycles += 1 << 16;
      }
      highest = sequence;
    } else if (ahead <= (1 << 16) - MISORDER) {
      // A very large jump is believed when the next packet confirms it (A.1).
      if (sequence != badSequence) {
        badSequence = sequence + 1 & 0xFFFF;
        return;
      }
      restart(packet, now);
      return;
    }
    received++;
    measureJitter(packet, now);
  }

  private void restart(RtpPacket packet, long now) {
    lostOfEarlierSources += begun ? Math.max(0, lostOfThisSource()) : 0;
    begun = true;
    ssrc = packet.ssrc();
    base = packet.sequence();
    highest = base;
    cycles = 0;
    badSequence = -1;
    received = 1;
    expectedBefore = 0;
    receivedBefore = 0;
    transit = transit(packet, now);
    jitter = 0;
  }

  private void measureJitter(RtpPacket packet, long now) {
    int current = transit(packet, now);
    int difference = Math.abs(current - transit);
    transit = current;
    // A restarted clock is no jitter.
    if (difference < 8000) {
      jitter += (difference - jitter) / 16;
    }
  }

  private static int transit(RtpPacket packet, long now) {
    return (int) (now / NANOS_PER_SAMPLE) - packet.timestamp();
  }

  private long expected() {
    return begun ? cycles + highest - base + 1 : 0;
  }

  private long lostOfThisSource() {
    return expected() - received;
  }

  /// Whether anything came yet.
  public boolean begun() {
    return begun;
  }

  /// The source that is being received.
  public int ssrc() {
    return ssrc;
  }

  /// Packets that are missing, of all sources of this leg. Duplicates can make it smaller.
  public long lost() {
    return lostOfEarlierSources + lostOfThisSource();
  }

  /// Interarrival jitter in samples (A.8).
  public int jitter() {
    return (int) jitter;
  }

  /// The block of a report on this source, and the beginning of the next interval.
  public ReportBlock report(int lastSenderReport, int delaySinceLast) {
    long expected = expected();
    long expectedNow = expected - expectedBefore;
    long lostNow = expectedNow - (received - receivedBefore);
    expectedBefore = expected;
    receivedBefore = received;
    int fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : (int) ((lostNow << 8) / expectedNow);
    int lost = Math.clamp(lostOfThisSource(), -0x800000, 0x7FFFFF);
    return new ReportBlock(
        ssrc,
        Math.min(fraction, 255),
        lost,
        (int) (cycles + highest),
        jitter(),
        lastSenderReport,
        delaySinceLast);
  }
}
