package org.hustings.telephony.media.udp;

import java.util.stream.Stream;

/// The ways to the system that this machine has.
final class Ways {
  private Ways() {}

  static Stream<Udp> all() {
    boolean linux =
        LinuxUdp.isMadeFor(System.getProperty("os.name"), System.getProperty("os.arch"));
    return linux ? Stream.of(new NioUdp(), new LinuxUdp()) : Stream.of(new NioUdp());
  }
}
