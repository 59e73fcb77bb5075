package org.hustings.server.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A carrier that answers every INVITE with 503, and all else with nothing.
final class BusyCarrier implements AutoCloseable {
  /// What a response takes over from its request (RFC 3261, 8.2.6.2).
  private static final Set<String> TAKEN_OVER = Set.of("via", "from", "to", "call-id", "cseq");

  private final DatagramSocket socket;

  private BusyCarrier(DatagramSocket socket) {
    this.socket = socket;
  }

  static BusyCarrier start() throws SocketException {
    BusyCarrier carrier = new BusyCarrier(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().name("busy-carrier").start(carrier::refuseAll);
    return carrier;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void refuseAll() {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    try {
      while (!socket.isClosed()) {
        packet.setLength(65_535);
        socket.receive(packet);
        String request = new String(packet.getData(), 0, packet.getLength(), ISO_8859_1);
        if (request.startsWith("INVITE ")) {
          byte[] refusal = refusalOf(request).getBytes(ISO_8859_1);
          socket.send(new DatagramPacket(refusal, refusal.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException _) {
      // closed
    }
  }

  private static String refusalOf(String request) {
    return request
        .lines()
        .skip(1)
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> TAKEN_OVER.contains(nameOf(line)))
        .map(line -> nameOf(line).equals("to") ? line + ";tag=busy" : line)
        .collect(
            Collectors.joining(
                "\r\n", "SIP/2.0 503 Service Unavailable\r\n", "\r\nContent-Length: 0\r\n\r\n"));
  }

  private static String nameOf(String line) {
    return line.replaceFirst(":.*", "").strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    socket.close();
  }
}
