package org.hustings.server.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// How long something took, each time. Safe for many threads.
final class Times {
  private long[] nanos = new long[1024];
  private int count;

  synchronized void add(Duration took) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = took.toNanos();
  }

  /// What came since the last time this was asked.
  ///
  /// @param during how long that is ago
  synchronized Rate take(Duration during) {
    Rate rate = new Rate(during, List.of(Arrays.copyOf(nanos, count)));
    count = 0;
    return rate;
  }
}
