package org.hustings.telephony.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What the kernel had to refuse in this network since it began, because no route leads there: with
/// a loopback only, each packet and connection to anybody else.
public final class Unroutable {
  private static final String COUNTER = "OutNoRoutes";

  private Unroutable() {}

  public static long count() {
    try {
      return ipv4(Files.readAllLines(Path.of("/proc/net/snmp")))
          + ipv6(Files.readAllLines(Path.of("/proc/net/snmp6")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Two lines that begin with `Ip:`: the names, and the numbers below them.
  private static long ipv4(List<String> lines) {
    List<String[]> table =
        lines.stream()
            .filter(line -> line.startsWith("Ip: "))
            .map(line -> line.split(" +", -1))
            .toList();
    return Long.parseLong(table.get(1)[Arrays.asList(table.get(0)).indexOf(COUNTER)]);
  }

  private static long ipv6(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("Ip6" + COUNTER))
        .mapToLong(line -> Long.parseLong(line.split("\\s+", -1)[1]))
        .sum();
  }
}
