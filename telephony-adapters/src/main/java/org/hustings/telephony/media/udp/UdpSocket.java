package org.hustings.telephony.media.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A bound UDP socket that never waits. From any thread.
///
/// It is not *connected*: it hears everybody, and what has arrived is never thrown away
/// (docs/decisions/0060).
public interface UdpSocket extends AutoCloseable {
  /// Where it listens, also after its end.
  InetSocketAddress local();

  boolean isOpen();

  /// Reads the next datagram into a direct buffer, from its position on, and moves the position
  /// behind it. What is longer than the room is cut off.
  ///
  /// @return whose it is, the same object as before where it can be; null if nothing is there, or
  ///   the socket is closed
  /// @throws IOException if the system has met a fault
  @Nullable InetSocketAddress receive(ByteBuffer room) throws IOException;

  /// Sends what stands between position and limit, and then moves the position to the limit.
  ///
  /// @return whether the system took it: not if there is no route, no room, or the socket is closed
  boolean send(ByteBuffer datagram, InetSocketAddress target);

  /// Frees the port; who watches it, does so no longer.
  @Override
  void close();
}
