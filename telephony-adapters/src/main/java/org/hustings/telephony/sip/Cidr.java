package org.hustings.telephony.sip;

import java.net.InetAddress;

/// A block of addresses, written `192.0.2.0/24`; a single address is a block of its own.
public record Cidr(InetAddress network, int prefix) {
  public Cidr {
    int bits = network.getAddress().length * 8;
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException(
          "the prefix is "
              + prefix
              + ", expected 0 to "
              + bits
              + " for "
              + network.getHostAddress());
    }
  }

  /// Reads an address or `address/prefix`. Names are not looked up.
  ///
  /// @throws IllegalArgumentException if the text is something else
  public static Cidr parse(String text) {
    String[] parts = text.strip().split("/", 2);
    try {
      InetAddress network = InetAddress.ofLiteral(parts[0]);
      int bits = network.getAddress().length * 8;
      return new Cidr(network, parts.length == 1 ? bits : Integer.parseInt(parts[1]));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected an address or a block such as 192.0.2.0/24, got \"%s\": %s"
              .formatted(text, e.getMessage()),
          e);
    }
  }

  public boolean contains(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }
}
