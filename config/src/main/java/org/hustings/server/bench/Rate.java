package org.hustings.server.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/// How often something was done, and how long each took.
///
/// @param nanos how long each took, sorted
record Rate(Duration during, long[] nanos) {

  static Rate of(Duration during, Collection<long[]> parts) {
    long[] all = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Rate(during, all);
  }

  double perSecond() {
    return nanos.length / (during.toNanos() / 1e9);
  }

  /// @param share 0.99 for the time that 99 of 100 took at most
  double millis(double share) {
    return nanos.length == 0
        ? Double.NaN
        : nanos[(int) Math.min(nanos.length - 1L, (long) (share * nanos.length))] / 1e6;
  }
}
