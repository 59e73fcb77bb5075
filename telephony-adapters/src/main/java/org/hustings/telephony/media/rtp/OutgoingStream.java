package org.hustings.telephony.media.rtp;

/// The one stream that a leg sends for its whole life: one SSRC, one run of sequence numbers, one
/// time line, whatever feeds it. A telephone that hears comfort noise, then a prompt, then another
/// person sees a single source that never restarts.
///
/// Two kinds of feeder share the time line:
///
/// - *our own* frames (comfort, recordings, digits) continue where the last packet ended, or, after
///   a pause, where the clock says we are;
/// - *relayed* packets keep the spacing of their source: its timestamps are shifted by an offset
///   that is chosen when it begins and then kept, so that the delay through us never changes, and
///   its losses and reordering stay visible to the receiver.
///
/// When our frames filled a pause of the source, its packets that come too late for their place are
/// dropped instead of pushing everything after them back. A source whose clock really jumped
/// (another SSRC, timestamps that contradict its sequence numbers) gets a new offset.
public final class OutgoingStream {
  private static final long NANOS_PER_SAMPLE = 1_000_000_000L / 8000;
  private static final int SECOND = 8000;
  private static final int REORDERED = 100;
  private static final int RESTARTED = 3000;
  private static final long STALE_FOR = 500_000_000L;

  private final int ssrc;
  private final Stamp stamp = new Stamp();

  private boolean started;
  private boolean pendingMarker = true;
  private int lastSequence;
  private int lastTimestamp;
  private int end;
  private long lastSentAt;

  private boolean mapped;
  private int sourceSsrc;
  private int sourceFirst;
  private int sourceSequence;
  private int sourceTimestamp;
  private long sourceAt;
  private int sequenceOffset;
  private int timestampOffset;
  private boolean interrupted;
  private long staleSince = -1;

  /// @param sequence the number before the first packet's
  /// @param timestamp of the first packet
  public OutgoingStream(int ssrc, int sequence, int timestamp) {
    this.ssrc = ssrc;
    this.lastSequence = sequence & 0xFFFF;
    this.lastTimestamp = timestamp;
    this.end = timestamp;
  }

  public int ssrc() {
    return ssrc;
  }

  /// Stamps one frame of our own.
  ///
  /// @param samples how long the frame is
  /// @param begins whether a new sound begins with it, which sets the marker (RFC 3551 section 4.1)
  public Stamp own(int samples, boolean begins, long now) {
    boolean paused = started && expected(now) - end >= SECOND / 50;
    int timestamp = paused ? expected(now) : end;
    interrupted = true;
    return send(lastSequence + 1, timestamp, samples, begins || paused, now);
  }

  /// Where an event of several packets begins on the time line (RFC 4733 section 2.2.1: all packets
  /// of an event carry the timestamp of its beginning).
  public int beginEvent(long now) {
    if (started && expected(now) - end >= SECOND / 50) {
      end = expected(now);
    }
    interrupted = true;
    return end;
  }

  /// Stamps one packet of an event that began at `timestamp` and has lasted `samples` by now.
  public Stamp event(int timestamp, int samples, boolean first, long now) {
    started = true;
    lastSequence = lastSequence + 1 & 0xFFFF;
    lastTimestamp = timestamp;
    lastSentAt = now;
    end = SequenceNumbers.ahead(timestamp + samples, end) > 0 ? timestamp + samples : end;
    return stamp.set(lastSequence, timestamp, first);
  }

  /// Forgets the source that was relayed: the next one gets a place of its own.
  public void sourceEnds() {
    mapped = false;
  }

  /// Stamps a packet of somebody else's stream.
  ///
  /// @return null when the packet has no place any more and is to be dropped
  public @org.jspecify.annotations.Nullable Stamp relay(RtpPacket packet, int samples, long now) {
    if (!mapped || packet.ssrc() != sourceSsrc) {
      return begin(packet, samples, now);
    }
    int ahead = SequenceNumbers.ahead16(packet.sequence(), sourceSequence);
    if (ahead < -REORDERED || ahead > RESTARTED || clockJumped(packet, ahead, now)) {
      return begin(packet, samples, now);
    }
    if (ahead == 0 || SequenceNumbers.ahead16(packet.sequence(), sourceFirst) < 0) {
      return null;
    }
    int timestamp = packet.timestamp() + timestampOffset;
    if (ahead < 0) {
      return interrupted ? null : stamp.set(packet.sequence() + sequenceOffset, timestamp, false);
    }
    if (interrupted) {
      if (SequenceNumbers.ahead(timestamp, end) < 0) {
        return stale(packet, samples, now);
      }
      follow(packet, now);
      rebase(packet);
      return send(lastSequence + 1, timestamp, samples, true, now);
    }
    follow(packet, now);
    return send(packet.sequence() + sequenceOffset, timestamp, samples, packet.marker(), now);
  }

  private @org.jspecify.annotations.Nullable Stamp stale(RtpPacket packet, int samples, long now) {
    if (staleSince < 0) {
      staleSince = now;
    }
    if (now - staleSince >= STALE_FOR) {
      return begin(packet, samples, now);
    }
    follow(packet, now);
    return null;
  }

  private Stamp begin(RtpPacket packet, int samples, long now) {
    boolean paused = started && expected(now) - end >= SECOND / 50;
    int timestamp = paused ? expected(now) : end;
    mapped = true;
    sourceSsrc = packet.ssrc();
    timestampOffset = timestamp - packet.timestamp();
    rebase(packet);
    follow(packet, now);
    return send(lastSequence + 1, timestamp, samples, true, now);
  }

  /// From this packet on, numbers follow directly on the last that we sent.
  private void rebase(RtpPacket packet) {
    sourceFirst = packet.sequence();
    sequenceOffset = lastSequence + 1 - packet.sequence();
    interrupted = false;
    staleSince = -1;
  }

  private void follow(RtpPacket packet, long now) {
    sourceSequence = packet.sequence();
    sourceTimestamp = packet.timestamp();
    sourceAt = now;
  }

  /// Time that runs backwards while the sequence runs forwards, or that is more than a second ahead
  /// of what has passed since: the source has restarted its clock without saying so.
  private boolean clockJumped(RtpPacket packet, int ahead, long now) {
    int moved = SequenceNumbers.ahead(packet.timestamp(), sourceTimestamp);
    long passed = (now - sourceAt) / NANOS_PER_SAMPLE;
    return ahead > 0 && (moved < 0 || moved > passed + SECOND);
  }

  private int expected(long now) {
    return lastTimestamp + (int) ((now - lastSentAt) / NANOS_PER_SAMPLE);
  }

  private Stamp send(int sequence, int timestamp, int samples, boolean marker, long now) {
    started = true;
    lastSequence = sequence & 0xFFFF;
    lastTimestamp = timestamp;
    end = timestamp + samples;
    lastSentAt = now;
    boolean marked = marker || pendingMarker;
    pendingMarker = false;
    return stamp.set(lastSequence, timestamp, marked);
  }

  /// The timestamp that belongs to an instant, for sender reports (RFC 3550 section 6.4.1).
  public int timestampAt(long now) {
    return started ? expected(now) : end;
  }
}
