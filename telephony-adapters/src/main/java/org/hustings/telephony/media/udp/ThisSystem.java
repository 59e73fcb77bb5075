package org.hustings.telephony.media.udp;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks once which way to the system works.
final class ThisSystem {
  private static final Logger LOG = LoggerFactory.getLogger(Udp.class);

  static final Udp UDP = look();

  private ThisSystem() {}

  /// A JVM may be told to refuse native access, and a sandbox may refuse calls of the system: then
  /// the class that holds the calls cannot be initialized, or the first call fails.
  private static Udp look() {
    if (!LinuxUdp.isMadeFor(System.getProperty("os.name"), System.getProperty("os.arch"))) {
      LOG.info("event=media-sockets by=nio reason=other-system");
      return Udp.portable();
    }
    try {
      Udp linux = new LinuxUdp();
      linux.watch().close();
      LOG.info("event=media-sockets by=system-calls");
      return linux;
    } catch (IOException | LinkageError refused) {
      LOG.warn(
          "event=media-sockets by=nio reason=refused: media costs a tenth more CPU (is the program started with --enable-native-access=ALL-UNNAMED?)",
          refused);
      return Udp.portable();
    }
  }
}
