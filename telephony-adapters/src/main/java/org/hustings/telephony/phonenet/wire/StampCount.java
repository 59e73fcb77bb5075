package org.hustings.telephony.phonenet.wire;

import java.util.concurrent.atomic.AtomicLongArray;

/// What became of all stamped frames of a network, and how long they were under way. Written by the
/// room's thread, read by anybody.
public final class StampCount {
  private static final int SENT = 0;
  private static final int HEARD = 1;
  private static final int LOST = 2;
  private static final int LATE = 3;

  /// Each a tenth of a millisecond; the last has all that took longer.
  private static final int LAGS = 20_000;

  private static final long LAG_NANOS = 100_000;

  private final AtomicLongArray counts = new AtomicLongArray(4);
  private final AtomicLongArray lags = new AtomicLongArray(LAGS);

  StampCount() {}

  void sent() {
    add(SENT, 1);
  }

  /// @param lagNanos from the send to the receive call
  void heard(long lagNanos) {
    add(HEARD, 1);
    int at = Math.clamp(lagNanos / LAG_NANOS, 0, LAGS - 1);
    lags.lazySet(at, lags.get(at) + 1);
  }

  /// @param frames less than nothing if some came after others had been missed for them
  void lost(long frames) {
    add(LOST, frames);
  }

  /// Whole frames for which the room itself came too late, and which were never sent.
  void late(long frames) {
    add(LATE, frames);
  }

  private void add(int what, long number) {
    counts.lazySet(what, counts.get(what) + number);
  }

  /// From now on counts anew; what is counted in this moment may be lost.
  public void reset() {
    for (int i = 0; i < counts.length(); i++) {
      counts.set(i, 0);
    }
    for (int i = 0; i < LAGS; i++) {
      lags.set(i, 0);
    }
  }

  public long framesSent() {
    return counts.get(SENT);
  }

  /// By the far end of a bridge.
  public long framesHeard() {
    return counts.get(HEARD);
  }

  /// Between the first and the last that was heard of a voice; never less than nothing, although
  /// what was missed before a [#reset] may come after it.
  public long framesLost() {
    return Math.max(0, counts.get(LOST));
  }

  /// Frames that the network never sent because it came too late itself.
  public long framesLate() {
    return counts.get(LATE);
  }

  /// @param share 0.99 for the lag that 99 of 100 frames had at most
  /// @return milliseconds; not a number if nothing was heard
  public double lagMillis(double share) {
    long all = 0;
    for (int i = 0; i < LAGS; i++) {
      all += lags.get(i);
    }
    long below = 0;
    for (int i = 0; i < LAGS; i++) {
      below += lags.get(i);
      if (all > 0 && below >= share * all) {
        return (i + 1) * LAG_NANOS / 1e6;
      }
    }
    return Double.NaN;
  }
}
