package org.hustings.telephony.media.udp;

import java.io.IOException;
import java.net.InetSocketAddress;

/// A way to the system's UDP. Sockets and watches of two ways do not go together.
public interface Udp {
  /// Which addresses a socket speaks to.
  enum Families {
    /// Those of the kind that it is bound to.
    OF_THE_ADDRESS,
    /// IPv4 and IPv6, if it is bound to the wildcard address and the machine has both.
    BOTH
  }

  /// Opens a socket.
  ///
  /// @param at port 0 for any that is free
  /// @param buffer bytes asked for per direction; the system may give less
  /// @throws java.net.BindException if the address is taken, or not this machine's
  /// @throws IOException if the system gives no socket
  UdpSocket bind(InetSocketAddress at, Families families, int buffer) throws IOException;

  /// Opens a watch, for one thread.
  ///
  /// @throws IOException if the system has none left
  Watch watch() throws IOException;

  /// The one that works everywhere.
  static Udp portable() {
    return new NioUdp();
  }

  /// The cheapest that works here. Says once in the log which it is.
  static Udp ofThisSystem() {
    return ThisSystem.UDP;
  }
}
