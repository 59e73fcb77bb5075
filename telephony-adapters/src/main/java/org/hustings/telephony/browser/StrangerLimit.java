package org.hustings.telephony.browser;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;

/// How much is looked at of hosts that have not proven to be a browser of ours: a number of
/// datagrams a second for each. Takes the same memory whoever knocks; hosts that share a counter by
/// chance share the limit. Belongs to one thread.
final class StrangerLimit {
  private static final int COUNTERS = 4_096;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final int perSecond;
  private final int salt;
  private final int[] counted = new int[COUNTERS];
  private long since;

  /// @param salt random, so that nobody can choose whom to share a counter with
  StrangerLimit(int perSecond, int salt, long now) {
    this.perSecond = perSecond;
    this.salt = salt;
    this.since = now;
  }

  /// @param now steady time, ns
  boolean admits(InetAddress host, long now) {
    if (now - since >= SECOND) {
      Arrays.fill(counted, 0);
      since = now;
    }
    int hash = (host.hashCode() ^ salt) * 0x9E3779B9;
    return ++counted[hash >>> 20] <= perSecond;
  }
}
