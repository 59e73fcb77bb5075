package org.hustings.server.bench.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.OptionalLong;

/// Carries sound between two ends, a port for each. One thread only.
interface Relay extends AutoCloseable {
  /// Where each end is to send, so that the other hears it.
  record Ports(InetSocketAddress forOne, InetSocketAddress forOther) {}

  /// As the table calls it.
  String name();

  /// The process that is measured; empty when there is none.
  OptionalLong pid();

  /// @param one where one end listens, and sends from
  /// @param other the same of the other end
  Ports bridge(InetSocketAddress one, InetSocketAddress other) throws IOException;

  /// Ends all bridges; the relay stays up for the next turn.
  void clear() throws IOException;

  @Override
  void close() throws IOException;
}
