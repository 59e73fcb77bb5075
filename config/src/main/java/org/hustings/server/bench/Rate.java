package org.hustings.server.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/// How often something was done, and how long each took.
final class Rate {
  private final Duration during;
  private final long[] nanos;

  /// @param parts how long each took, in nanoseconds, as counted by each who did it
  Rate(Duration during, Collection<long[]> parts) {
    this.during = during;
    this.nanos = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
  }

  int count() {
    return nanos.length;
  }

  double perSecond() {
    return nanos.length / (during.toNanos() / 1e9);
  }

  /// @param share 0.99 for the time that 99 of 100 took at most
  /// @return milliseconds; not a number if it was never done
  double millis(double share) {
    return nanos.length == 0
        ? Double.NaN
        : nanos[(int) Math.min(nanos.length - 1L, (long) (share * nanos.length))] / 1e6;
  }
}
