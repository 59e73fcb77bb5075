package org.hustings.telephony.media.rtp;

import java.util.Arrays;

/// Puts received audio back where it belongs in time, for those who listen rather than relay:
/// recording, detecting digits in the sound, a simulated subscriber's ears.
///
/// Bytes are written into a ring at the place that their timestamp gives, and handed on once they
/// are older than the reorder window. So reordering and duplicates need no code of their own, and
/// what never came is silence of exactly the right length.
///
/// The place of a stream's first packet comes from the clock. So does a stream's new place when its
/// timestamps leave the clock by more than half a second (a restarted or foreign time line).
public final class AudioTimeline {
  /// Gets the audio, in order and without gaps.
  @FunctionalInterface
  public interface Sink {
    /// @param ring where the bytes stand; valid during the call only
    /// @param from index of the first byte
    /// @param length how many bytes
    void audio(byte[] ring, int from, int length);
  }

  private static final int RING = 16_384;
  private static final int OFF_BY = 4000;
  private static final long NANOS_PER_SAMPLE = 125_000;

  private final byte[] ring = new byte[RING];
  private final byte silence;
  private final int window;
  private final Sink sink;
  private final long startedAt;

  private boolean anchored;
  private int ssrc;
  private int anchorTimestamp;
  private long anchorPosition;
  private long flushed;
  private long newest;
  private long late;

  /// @param silence the byte that stands for nothing
  /// @param window how many samples to wait for packets that were overtaken
  /// @param startedAt the instant of position zero
  public AudioTimeline(byte silence, int window, long startedAt, Sink sink) {
    if (window < 0 || window > RING / 2) {
      throw new IllegalArgumentException("window is " + window + ", expected 0 to " + RING / 2);
    }
    this.silence = silence;
    this.window = window;
    this.sink = sink;
    this.startedAt = startedAt;
    Arrays.fill(ring, silence);
  }

  /// Puts one packet's audio in its place.
  public void put(int packetSsrc, int timestamp, byte[] audio, int length, long now) {
    long clock = position(now);
    if (!anchored || packetSsrc != ssrc || leftTheClock(timestamp, clock)) {
      anchored = true;
      ssrc = packetSsrc;
      anchorTimestamp = timestamp;
      anchorPosition = Math.max(clock, newest);
    }
    long at = anchorPosition + SequenceNumbers.ahead(timestamp, anchorTimestamp);
    if (at < flushed) {
      late++;
      return;
    }
    // Keeps the distance in range for calls that outlast the 32 bits.
    anchorPosition = at;
    anchorTimestamp = timestamp;
    flushUpTo(at + length - RING);
    for (int i = 0; i < length; i++) {
      ring[(int) ((at + i) % RING)] = audio[i];
    }
    newest = Math.max(newest, at + length);
    flushUpTo(newest - window);
  }

  /// Hands on everything, with silence up to now.
  public void finish(long now) {
    flushUpTo(Math.max(newest, position(now)));
  }

  /// Hands on everything, with silence up to a little before now, where packets may still come.
  public void idle(long now) {
    flushUpTo(position(now) - OFF_BY);
  }

  /// Packets that came after their place had been handed on.
  public long late() {
    return late;
  }

  private long position(long now) {
    return (now - startedAt) / NANOS_PER_SAMPLE;
  }

  private boolean leftTheClock(int timestamp, long clock) {
    long at = anchorPosition + SequenceNumbers.ahead(timestamp, anchorTimestamp);
    return Math.abs(at - clock) > OFF_BY;
  }

  private void flushUpTo(long until) {
    while (flushed < until) {
      int from = (int) (flushed % RING);
      int length = (int) Math.min(until - flushed, RING - from);
      sink.audio(ring, from, length);
      Arrays.fill(ring, from, from + length, silence);
      flushed += length;
    }
    newest = Math.max(newest, flushed);
  }
}
