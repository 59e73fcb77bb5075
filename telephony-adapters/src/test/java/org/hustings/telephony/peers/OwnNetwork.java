package org.hustings.telephony.peers;

import java.io.File;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Runs a program of ours in a network of its own: no packet can leave the machine from there, and
/// the kernel counts each that somebody tried to send ([Unroutable]).
public final class OwnNetwork {
  private final String setUp;

  private OwnNetwork(String setUp) {
    this.setUp = setUp;
  }

  /// A loopback and nothing else.
  public static OwnNetwork loopbackOnly() {
    return new OwnNetwork("ip link set lo up");
  }

  /// A loopback, and an interface with this address, for programs that do not talk over a loopback.
  /// It is one end of a cable whose other end is plugged in nowhere.
  public static OwnNetwork withAddress(InetAddress address) {
    return new OwnNetwork(
        """
        ip link set lo up && ip link add home type veth peer name street \
        && ip address add %s/24 dev home && ip link set home up && ip link set street up \
        && ip route add default dev home\
        """
            .formatted(address.getHostAddress()));
  }

  /// Runs a `main` with the class path of this JVM, and what it was told of fuzzing, and waits for
  /// its end.
  ///
  /// @return all that it printed
  public String run(Class<?> main, List<String> arguments, Path directory, Duration atMost) {
    return run(main, directory, arguments, directory, atMost);
  }

  /// The same with more on the class path.
  ///
  /// @param first is looked at before the class path; for services that only the child has
  public String run(
      Class<?> main, Path first, List<String> arguments, Path directory, Duration atMost) {
    List<String> command = new ArrayList<>(List.of("--map-root-user", "--net", "sh", "-c"));
    command.add(setUp + " && exec \"$0\" \"$@\"");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp"));
    command.add(first + File.pathSeparator + System.getProperty("java.class.path"));
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("fuzz."))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.add(main.getName());
    command.addAll(arguments);
    try (Program program = Program.start("unshare", "util-linux", command, directory)) {
      int code = program.awaitEnd(atMost);
      if (code != 0) {
        throw new AssertionError(
            """
            %s ended with %d in a network of its own. Such networks need user namespaces: run as \
            root, or allow them (sysctl kernel.unprivileged_userns_clone=1, \
            kernel.apparmor_restrict_unprivileged_userns=0), and install iproute2.
            %s\
            """
                .formatted(main.getSimpleName(), code, program.printed()));
      }
      return program.printed();
    }
  }
}
