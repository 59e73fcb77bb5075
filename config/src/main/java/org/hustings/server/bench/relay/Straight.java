package org.hustings.server.bench.relay;

import java.net.InetSocketAddress;
import java.util.OptionalLong;

/// Nobody in between: what is lost and late here is the bench's and the machine's own.
final class Straight implements Relay {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public Ports bridge(InetSocketAddress one, InetSocketAddress other) {
    return new Ports(other, one);
  }

  @Override
  public void clear() {}

  @Override
  public void close() {}
}
