package org.hustings.telephony.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;

/// The two sockets of a leg.
///
/// Once only one source can be right, the RTP socket is *connected* to it: the kernel then keeps
/// everybody else out at no cost to us, and each packet costs about a fifth less than through an
/// open socket (docs/decisions/0030). When that source falls silent the socket is opened again, so
/// that a peer that moved behind its NAT can be found.
final class LegSockets {
  /// Gets a datagram, which stands flipped in the buffer that was given for reading.
  @FunctionalInterface
  interface Reader {
    /// @param source null when only the connected source can have sent it
    void datagram(@Nullable InetSocketAddress source);
  }

  private static final int MOST_AT_ONCE = 32;

  private final DatagramChannel rtp;
  private final DatagramChannel rtcp;
  private @Nullable InetSocketAddress connected;
  final Tally unreachable = new Tally();

  LegSockets(DatagramChannel rtp, DatagramChannel rtcp) {
    this.rtp = rtp;
    this.rtcp = rtcp;
  }

  DatagramChannel rtp() {
    return rtp;
  }

  DatagramChannel rtcp() {
    return rtcp;
  }

  /// Reads what has come, but not so much that other legs would wait.
  void readRtp(ByteBuffer buffer, Reader reader) throws IOException {
    for (int i = 0; i < MOST_AT_ONCE && rtp.isOpen(); i++) {
      buffer.clear();
      try {
        if (connected != null) {
          if (rtp.read(buffer) <= 0) {
            return;
          }
          buffer.flip();
          reader.datagram(null);
        } else if (!receive(rtp, buffer, reader)) {
          return;
        }
      } catch (PortUnreachableException _) {
        unreachable.increment();
      }
    }
  }

  void readRtcp(ByteBuffer buffer, Reader reader) throws IOException {
    int read = 0;
    boolean more = true;
    while (more && read++ < MOST_AT_ONCE && rtcp.isOpen()) {
      buffer.clear();
      more = receive(rtcp, buffer, reader);
    }
  }

  private static boolean receive(DatagramChannel channel, ByteBuffer buffer, Reader reader)
      throws IOException {
    InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
    if (source == null) {
      return false;
    }
    buffer.flip();
    reader.datagram(source);
    return true;
  }

  boolean sendRtp(ByteBuffer packet, @Nullable InetSocketAddress target) {
    return target != null && send(rtp, packet, target, target.equals(connected));
  }

  boolean sendRtcp(ByteBuffer packet, InetSocketAddress target) {
    return send(rtcp, packet, target, false);
  }

  private boolean send(
      DatagramChannel channel, ByteBuffer packet, InetSocketAddress target, boolean direct) {
    try {
      return (direct ? channel.write(packet) : channel.send(packet, target)) > 0;
    } catch (PortUnreachableException _) {
      unreachable.increment();
      return false;
    } catch (IOException | UnsupportedAddressTypeException _) {
      // No route, no buffer, or a closed channel: this packet is lost, as packets are.
      return false;
    }
  }

  /// Lets the kernel keep the socket to one source, or opens it for all (null).
  void keepTo(@Nullable InetSocketAddress only) throws IOException {
    if (connected != null && !connected.equals(only)) {
      rtp.disconnect();
      connected = null;
    }
    if (only != null && connected == null) {
      rtp.connect(only);
      connected = only;
    }
  }

  boolean keptToOne() {
    return connected != null;
  }

  void close() throws IOException {
    try (rtp;
        rtcp) {
      connected = null;
    }
  }
}
