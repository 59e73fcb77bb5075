package org.hustings.telephony.media.udp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// UDP by the system's own calls, for Linux on x86-64 and aarch64, whose numbers for what is used
/// here are the same. Whoever opens the first socket or watch may meet a [LinkageError], where
/// native access is refused.
final class LinuxUdp implements Udp {
  /// Whether the numbers in here are those of that system.
  ///
  /// @param system as in `os.name`
  /// @param processor as in `os.arch`
  static boolean isMadeFor(String system, String processor) {
    return system.equals("Linux") && (processor.equals("amd64") || processor.equals("aarch64"));
  }

  @Override
  public UdpSocket bind(InetSocketAddress at, Families families, int buffer) throws IOException {
    InetAddress address = at.getAddress();
    if (families == Families.BOTH && address.isAnyLocalAddress()) {
      return bindBoth(at.getPort(), buffer);
    }
    return LinuxSocket.bind(at, !(address instanceof Inet4Address), buffer);
  }

  /// A machine may have no IPv6.
  private static UdpSocket bindBoth(int port, int buffer) throws IOException {
    try {
      return LinuxSocket.bind(new InetSocketAddress("::", port), true, buffer);
    } catch (Libc.NoSuchFamily _) {
      return LinuxSocket.bind(new InetSocketAddress("0.0.0.0", port), false, buffer);
    }
  }

  @Override
  public Watch watch() throws IOException {
    return LinuxWatch.open();
  }
}
