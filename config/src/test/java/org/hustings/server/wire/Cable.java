package org.hustings.server.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The way between browsers and the server's port, which can be cut. Behind it the server sees each
/// browser at an address of its own, as behind a router.
///
/// ```
///  browsers ◄──► front │ one back for each ◄──► server
/// ```
final class Cable implements AutoCloseable {
  private static final int LARGEST = 2048;

  private final DatagramSocket front;
  private final InetSocketAddress server;
  private final Map<SocketAddress, DatagramSocket> backs = new ConcurrentHashMap<>();
  private volatile long cutUntil = System.nanoTime();

  private Cable(DatagramSocket front, InetSocketAddress server) {
    this.front = front;
    this.server = server;
  }

  /// @param port of the server on this machine
  static Cable to(int port) {
    InetAddress here = InetAddress.getLoopbackAddress();
    try {
      Cable cable = new Cable(new DatagramSocket(0, here), new InetSocketAddress(here, port));
      Thread.ofVirtual().name("cable").start(cable::inwards);
      return cable;
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  int port() {
    return front.getLocalPort();
  }

  /// Carries nothing for so long.
  void cutFor(Duration time) {
    cutUntil = System.nanoTime() + time.toNanos();
  }

  private boolean isCut() {
    return System.nanoTime() - cutUntil < 0;
  }

  private void inwards() {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    try {
      while (true) {
        packet.setLength(LARGEST);
        front.receive(packet);
        DatagramSocket back = backFor(packet.getSocketAddress());
        if (!isCut()) {
          packet.setSocketAddress(server);
          back.send(packet);
        }
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private DatagramSocket backFor(SocketAddress browser) throws IOException {
    DatagramSocket known = backs.get(browser);
    if (known != null) {
      return known;
    }
    DatagramSocket back = new DatagramSocket(0, server.getAddress());
    backs.put(browser, back);
    Thread.ofVirtual().name("cable-back").start(() -> outwards(back, browser));
    return back;
  }

  private void outwards(DatagramSocket back, SocketAddress browser) {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    try {
      while (true) {
        packet.setLength(LARGEST);
        back.receive(packet);
        if (!isCut()) {
          packet.setSocketAddress(browser);
          front.send(packet);
        }
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  @Override
  public void close() {
    front.close();
    backs.values().forEach(DatagramSocket::close);
  }
}
