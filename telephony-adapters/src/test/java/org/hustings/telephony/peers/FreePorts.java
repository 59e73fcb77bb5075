package org.hustings.telephony.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Finds ports of the loopback interface that nobody uses. Somebody may take one before it is used:
/// who starts something on one must be ready to try another.
public final class FreePorts {
  private static final int TRIES = 50;

  private FreePorts() {}

  /// A port that is free for UDP and for TCP.
  public static int one() {
    return pair();
  }

  /// A port that is free for UDP and TCP, and so is the next one: baresip listens for TLS there.
  public static int pair() {
    for (int i = 0; i < TRIES; i++) {
      int port = fromTheSystem();
      if (isFree(port) && isFree(port + 1)) {
        return port;
      }
    }
    throw new AssertionError("no two free neighbouring ports in " + TRIES + " tries");
  }

  private static int fromTheSystem() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException cause) {
      throw new UncheckedIOException("the system has no free port", cause);
    }
  }

  private static boolean isFree(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (DatagramSocket udp = new DatagramSocket(address);
        ServerSocket tcp = new ServerSocket()) {
      tcp.bind(address);
      return udp.isBound();
    } catch (IOException _) {
      return false;
    }
  }
}
