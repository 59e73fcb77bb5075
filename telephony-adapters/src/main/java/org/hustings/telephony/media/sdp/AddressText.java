package org.hustings.telephony.media.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// How an address is written for others to read. The JDK writes `0:0:0:0:0:0:0:1` where everybody
/// else has `::1`, and there are peers that compare the text.
final class AddressText {
  private static final int GROUPS = 8;

  private AddressText() {}

  /// By RFC 5952: lower case, no leading zeros, the longest run of zeros left out. Without a zone,
  /// which means nothing elsewhere.
  static String of(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    List<Integer> groups = new ArrayList<>();
    ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
    while (octets.hasRemaining()) {
      groups.add(Short.toUnsignedInt(octets.getShort()));
    }
    int first = 0;
    int length = 0;
    for (int at = 0; at < GROUPS; at++) {
      int zeros = zerosAt(groups, at);
      // Section 4.2.3: of runs of one length the first.
      if (zeros > length) {
        first = at;
        length = zeros;
      }
    }
    // Section 4.2.2: a single group of zeros is written.
    return length < 2
        ? hex(groups)
        : hex(groups.subList(0, first)) + "::" + hex(groups.subList(first + length, GROUPS));
  }

  private static int zerosAt(List<Integer> groups, int from) {
    int end = from;
    while (end < GROUPS && groups.get(end) == 0) {
      end++;
    }
    return end - from;
  }

  private static String hex(List<Integer> groups) {
    return String.join(":", groups.stream().map(Integer::toHexString).toList());
  }
}
