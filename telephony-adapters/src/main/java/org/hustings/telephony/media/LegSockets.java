package org.hustings.telephony.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.hustings.telephony.media.udp.UdpSocket;
import org.jspecify.annotations.Nullable;

/// The two sockets of a leg.
final class LegSockets {
  /// Gets a datagram, which stands flipped in the room that was given for reading.
  @FunctionalInterface
  interface Reader {
    void datagram(ByteBuffer datagram, InetSocketAddress source);
  }

  private static final int MOST_AT_ONCE = 32;

  private final Tally unsentAfterAll = new Tally();
  private final UdpSocket rtp;
  private final UdpSocket rtcp;

  LegSockets(UdpSocket rtp, UdpSocket rtcp) {
    this.rtp = rtp;
    this.rtcp = rtcp;
  }

  UdpSocket rtp() {
    return rtp;
  }

  UdpSocket rtcp() {
    return rtcp;
  }

  /// Reads the next datagram, if there is any: nearly always there is just one, and to ask each
  /// socket whether there is a second would cost another call of the system for each packet. Who
  /// has more all the same is told of again by the watch.
  ///
  /// @param all when there may be more: what has gathered, but not so much that other legs would
  ///   wait
  void readRtp(Departures rooms, Reader reader, boolean all) throws IOException {
    read(rtp, rooms, reader, all ? MOST_AT_ONCE : 1);
  }

  /// Reads what has gathered. Reports are rare.
  void readRtcp(Departures rooms, Reader reader) throws IOException {
    read(rtcp, rooms, reader, MOST_AT_ONCE);
  }

  private static void read(UdpSocket socket, Departures rooms, Reader reader, int most)
      throws IOException {
    boolean more = true;
    for (int i = 0; i < most && more; i++) {
      more = read(socket, rooms, reader);
    }
  }

  private static boolean read(UdpSocket socket, Departures rooms, Reader reader)
      throws IOException {
    ByteBuffer buffer = rooms.room().clear();
    InetSocketAddress source = socket.receive(buffer);
    if (source == null) {
      return false;
    }
    buffer.flip();
    reader.datagram(buffer, source);
    return true;
  }

  boolean sendRtp(ByteBuffer packet, @Nullable InetSocketAddress target) {
    return target != null && rtp.send(packet, target);
  }

  /// Sends what was said to be sent already.
  void sendQueued(ByteBuffer packet, @Nullable InetSocketAddress target) {
    if (!sendRtp(packet, target)) {
      unsentAfterAll.increment();
    }
  }

  long unsentAfterAll() {
    return unsentAfterAll.get();
  }

  boolean sendRtcp(ByteBuffer packet, InetSocketAddress target) {
    return rtcp.send(packet, target);
  }

  void close() {
    rtp.close();
    rtcp.close();
  }
}
