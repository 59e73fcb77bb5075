package org.hustings.telephony.media;

import java.time.Duration;

/// The worst of the last one to two windows, so that a peak stays in sight for whoever looks every
/// ten seconds and is forgotten then. One thread writes, any thread reads.
final class Lateness {
  private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();

  private final Tally before = new Tally();
  private final Tally current = new Tally();
  private long windowEndsAt = Long.MIN_VALUE;

  void note(long nanos, long now) {
    if (windowEndsAt == Long.MIN_VALUE || now - windowEndsAt >= 0) {
      before.set(current.get());
      current.set(0);
      windowEndsAt = now + WINDOW_NANOS;
    }
    if (nanos > current.get()) {
      current.set(nanos);
    }
  }

  /// Nanoseconds.
  long worst() {
    return Math.max(before.get(), current.get());
  }
}
