package org.hustings.telephony.media;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.rtp.AudioTimeline;
import org.jspecify.annotations.Nullable;

/// A recording under way, in memory: 8,000 bytes a second and side. Lives on the leg's loop.
final class Recording {
  private static final int REORDER_WINDOW = 1600;

  private static final class Side implements AudioTimeline.Sink {
    private final int most;
    private byte[] bytes = new byte[8 * 1024];
    private int length;

    Side(int most) {
      this.most = most;
    }

    @Override
    public void audio(byte[] ring, int from, int more) {
      int taken = Math.min(more, most - length);
      if (length + taken > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length + taken, Math.min(most, 2 * bytes.length)));
      }
      System.arraycopy(ring, from, bytes, length, taken);
      length += taken;
    }

    byte[] bytes() {
      return Arrays.copyOf(bytes, length);
    }
  }

  private final LegTaps taps;
  private final MediaClock clock;
  private final Recorded.Sides sides;
  private final int most;
  private final Consumer<Recorded> onEnd;

  private @Nullable AudioTimeline ofReceived;
  private @Nullable AudioTimeline ofSent;
  private final Side received;
  private final Side sent;
  private long fullAt;
  private boolean ended;

  Recording(
      LegTaps taps,
      MediaClock clock,
      Recorded.Sides sides,
      Duration longest,
      Consumer<Recorded> onEnd) {
    this.taps = taps;
    this.clock = clock;
    this.sides = sides;
    this.most = Math.toIntExact(longest.toMillis() * 8);
    this.onEnd = onEnd;
    this.received = new Side(most);
    this.sent = new Side(most);
  }

  void begin() {
    long now = clock.nanos();
    if (sides != Recorded.Sides.SENT) {
      ofReceived = timeline(received, now);
      taps.received().add(ofReceived);
    }
    if (sides != Recorded.Sides.RECEIVED) {
      ofSent = timeline(sent, now);
      taps.sent().add(ofSent);
    }
    fullAt = now + most * 125_000L;
    taps.began(this);
  }

  private static AudioTimeline timeline(Side side, long now) {
    return new AudioTimeline(G711.PCMU.silence(), REORDER_WINDOW, now, side);
  }

  /// Ends it when it is as long as it may be.
  void endIfFull(long now) {
    if (now - fullAt >= 0) {
      end();
    }
  }

  void end() {
    if (ended) {
      return;
    }
    ended = true;
    long now = clock.nanos();
    finish(ofReceived, now);
    finish(ofSent, now);
    taps.ended(this);
    int length = Math.max(received.length, sent.length);
    onEnd.accept(new Recorded(padded(received, ofReceived, length), padded(sent, ofSent, length)));
  }

  private void finish(@Nullable AudioTimeline timeline, long now) {
    if (timeline != null) {
      timeline.finish(now);
      taps.remove(timeline);
    }
  }

  private static byte[] padded(Side side, @Nullable AudioTimeline timeline, int length) {
    byte[] bytes = side.bytes();
    if (timeline == null || bytes.length == length) {
      return bytes;
    }
    byte[] padded = Arrays.copyOf(bytes, length);
    Arrays.fill(padded, bytes.length, length, G711.PCMU.silence());
    return padded;
  }
}
