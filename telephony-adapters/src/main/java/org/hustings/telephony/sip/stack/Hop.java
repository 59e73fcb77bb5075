package org.hustings.telephony.sip.stack;

import java.net.InetSocketAddress;

/// Where a message goes next: an address, never a name, so that nothing is looked up when sending.
public record Hop(InetSocketAddress address, Transport transport) {
  public Hop {
    if (address.isUnresolved() || address.getPort() == 0) {
      throw new IllegalArgumentException(
          "hop is " + address + ", expected a resolved address with a port");
    }
  }
}
