package org.hustings.telephony.media.udp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/// An address as the system writes it: `struct sockaddr_in`, or `sockaddr_in6`, in which an IPv4
/// address is one of IPv6 that begins with ten zeros and two bytes 0xFF (RFC 4291 section 2.5.5.2).
final class SocketName {
  /// Of the longer one.
  static final int BYTES = 28;

  private static final int BYTES_4 = 16;
  private static final int PORT = 2;
  private static final int ADDRESS_4 = 4;
  private static final int ADDRESS_6 = 8;
  private static final int SCOPE = 24;
  private static final ValueLayout.OfShort BIG_SHORT =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private SocketName() {}

  /// @param six whether for a socket of IPv6
  /// @return how long the name is; 0 if such a socket does not reach the address, or it has none
  static int write(MemorySegment to, InetSocketAddress address, boolean six) {
    InetAddress host = address.getAddress();
    if (host == null || (!six && !(host instanceof Inet4Address))) {
      return 0;
    }
    to.asSlice(0, BYTES).fill((byte) 0);
    to.set(JAVA_SHORT_UNALIGNED, 0, (short) (six ? Libc.INET6 : Libc.INET));
    to.set(BIG_SHORT, PORT, (short) address.getPort());
    byte[] bytes = host.getAddress();
    if (!six) {
      MemorySegment.copy(bytes, 0, to, JAVA_BYTE, ADDRESS_4, bytes.length);
      return BYTES_4;
    }
    if (host instanceof Inet6Address scoped) {
      MemorySegment.copy(bytes, 0, to, JAVA_BYTE, ADDRESS_6, bytes.length);
      to.set(JAVA_INT_UNALIGNED, SCOPE, scoped.getScopeId());
    } else if (!host.isAnyLocalAddress()) {
      to.set(JAVA_SHORT_UNALIGNED, ADDRESS_6 + 10, (short) 0xFFFF);
      MemorySegment.copy(bytes, 0, to, JAVA_BYTE, ADDRESS_6 + 12, bytes.length);
    }
    return BYTES;
  }

  static InetSocketAddress read(MemorySegment from) {
    boolean six = from.get(JAVA_SHORT_UNALIGNED, 0) == Libc.INET6;
    byte[] bytes = from.asSlice(six ? ADDRESS_6 : ADDRESS_4, six ? 16 : 4).toArray(JAVA_BYTE);
    int port = from.get(BIG_SHORT, PORT) & 0xFFFF;
    int scope = six ? from.get(JAVA_INT_UNALIGNED, SCOPE) : 0;
    try {
      InetAddress host =
          scope == 0
              ? InetAddress.getByAddress(bytes)
              : Inet6Address.getByAddress(null, bytes, scope);
      return new InetSocketAddress(host, port);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", impossible);
    }
  }
}
