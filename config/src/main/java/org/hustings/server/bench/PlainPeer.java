package org.hustings.server.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.hustings.telephony.phonenet.browser.SimulatedBrowser;

/// The far end of a leg by plain RTP: says and hears µ-law, 20 ms at a time.
final class PlainPeer implements AutoCloseable {
  private static final int LARGEST = 2048;

  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private final SimulatedBrowser.Ear ear;
  private final int ssrc;
  private int sequence;
  private int timestamp;

  PlainPeer(InetAddress at, InetSocketAddress server, int ssrc, SimulatedBrowser.Ear ear)
      throws IOException {
    this.socket = new DatagramSocket(new InetSocketAddress(at, 0));
    this.server = server;
    this.ssrc = ssrc;
    this.ear = ear;
    Thread.ofVirtual().name("plain-ear").start(this::listen);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /// From one thread only.
  boolean say(byte[] sound) {
    ByteBuffer packet = ByteBuffer.allocate(12 + sound.length);
    packet.put((byte) 0x80).put((byte) 0).putShort((short) sequence++).putInt(timestamp);
    packet.putInt(ssrc).put(sound);
    timestamp += sound.length;
    try {
      socket.send(new DatagramPacket(packet.array(), packet.capacity(), server));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private void listen() {
    byte[] octets = new byte[LARGEST];
    try {
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(octets, octets.length);
        socket.receive(packet);
        if (packet.getLength() > 12 && (octets[1] & 0x7F) == 0) {
          ear.heard(ByteBuffer.wrap(octets, 0, packet.getLength()));
        }
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
