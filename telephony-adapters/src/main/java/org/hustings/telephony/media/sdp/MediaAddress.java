package org.hustings.telephony.media.sdp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Judges the address that a peer wants media sent to.
final class MediaAddress {
  private static final Pattern IP4 = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}");
  private static final Pattern IP6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private MediaAddress() {}

  /// The address, if it is a literal that we may send to from ours. Names are not resolved: that
  /// would wait, and ask whom the peer chooses.
  static Optional<InetAddress> usable(String text, InetAddress local) {
    boolean ip4 = IP4.matcher(text).matches();
    boolean ip6 = text.indexOf(':') >= 0 && IP6.matcher(text).matches();
    if (!ip4 && !ip6) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      return allowed(address, local) ? Optional.of(address) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Not to a crowd (multicast, broadcast), and to this machine only when we live on it alone:
  /// media sent to 127.0.0.1 would reach our own services.
  private static boolean allowed(InetAddress address, InetAddress local) {
    boolean sameVersion = address instanceof Inet4Address == local instanceof Inet4Address;
    boolean broadcast = address instanceof Inet4Address && (address.getAddress()[0] & 0xFF) == 255;
    boolean ourselves = address.isLoopbackAddress() && !local.isLoopbackAddress();
    return sameVersion && !broadcast && !ourselves && !address.isMulticastAddress();
  }
}
