package org.hustings.telephony.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.hustings.telephony.media.rtp.Packets;
import org.hustings.telephony.media.rtp.RtpPacket;

/// A peer that says exactly what a test wants, wrong things included.
public final class RawPeer implements AutoCloseable {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final InetAddress host;
  private final DatagramSocket socket;
  private final byte[] buffer = new byte[2048];
  private final AtomicLong sent = new AtomicLong();

  public RawPeer() {
    this(LOOPBACK);
  }

  /// @param host an address of this machine
  public RawPeer(InetAddress host) {
    this.host = host;
    try {
      socket = new DatagramSocket(0, host);
      socket.setSoTimeout(5000);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(host, socket.getLocalPort());
  }

  void send(MediaLeg leg, byte[] bytes) {
    send(leg.localAddress(), bytes);
  }

  /// How many packets it has sent.
  public long sent() {
    return sent.get();
  }

  public void send(InetSocketAddress target, byte[] bytes) {
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, target));
      sent.incrementAndGet();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /// 20 ms of sound in a packet.
  void sound(MediaLeg leg, int payloadType, int ssrc, int sequence) {
    ByteBuffer packet = Packets.bytes(payloadType, ssrc, sequence, sequence * 160, new byte[160]);
    byte[] bytes = new byte[packet.remaining()];
    packet.get(bytes);
    send(leg, bytes);
  }

  /// The next packet of sound.
  ///
  /// @throws UncheckedIOException if none comes within five seconds, or it is closed
  public RtpPacket next() {
    while (true) {
      ByteBuffer datagram = nextDatagram();
      RtpPacket packet = new RtpPacket();
      if (!RtpPacket.looksLikeRtcp(datagram)
          && packet.read(datagram) == RtpPacket.Verdict.WELL_FORMED) {
        return packet;
      }
    }
  }

  ByteBuffer nextDatagram() {
    DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
    try {
      socket.receive(datagram);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    return ByteBuffer.wrap(Arrays.copyOf(buffer, datagram.getLength()));
  }

  @Override
  public void close() {
    socket.close();
  }
}
