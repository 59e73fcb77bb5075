package org.hustings.telephony.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;

/// The two sockets of a leg.
///
/// Neither is ever *connected* to its peer: connecting a channel throws away what has arrived at it
/// and was not read yet, and what arrives meanwhile (docs/decisions/0060).
final class LegSockets {
  /// Gets a datagram, which stands flipped in the room that was given for reading.
  @FunctionalInterface
  interface Reader {
    void datagram(ByteBuffer datagram, InetSocketAddress source);
  }

  private static final int MOST_AT_ONCE = 32;

  private final Tally unsentAfterAll = new Tally();
  private final DatagramChannel rtp;
  private final DatagramChannel rtcp;

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

  /// Reads the next datagram, if there is any: nearly always there is just one, and to ask each
  /// socket whether there is a second would cost another call of the system for each packet. Who
  /// has more all the same is told of again by the selector.
  ///
  /// @param all after a pause: what has gathered, but not so much that other legs would wait
  void readRtp(Departures rooms, Reader reader, boolean all) throws IOException {
    boolean more = read(rtp, rooms, reader);
    for (int i = 1; all && more && i < MOST_AT_ONCE && rtp.isOpen(); i++) {
      more = read(rtp, rooms, reader);
    }
  }

  void readRtcp(Departures rooms, Reader reader) throws IOException {
    read(rtcp, rooms, reader);
  }

  private static boolean read(DatagramChannel channel, Departures rooms, Reader reader)
      throws IOException {
    ByteBuffer buffer = rooms.room().clear();
    InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
    if (source == null) {
      return false;
    }
    buffer.flip();
    reader.datagram(buffer, source);
    return true;
  }

  boolean sendRtp(ByteBuffer packet, @Nullable InetSocketAddress target) {
    return target != null && send(rtp, packet, target);
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
    return send(rtcp, packet, target);
  }

  private static boolean send(
      DatagramChannel channel, ByteBuffer packet, InetSocketAddress target) {
    try {
      return channel.send(packet, target) > 0;
    } catch (IOException | UnsupportedAddressTypeException _) {
      // No route, no buffer, or a closed channel: this packet is lost, as packets are.
      return false;
    }
  }

  void close() throws IOException {
    try (rtcp) {
      rtp.close();
    }
  }
}
