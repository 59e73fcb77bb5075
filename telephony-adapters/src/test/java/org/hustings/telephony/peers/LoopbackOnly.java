package org.hustings.telephony.peers;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Runs a program of ours in a network of its own that has a loopback and nothing else: no packet
/// can leave the machine from there, and the kernel counts each that somebody tried to send
/// ([Unroutable]).
public final class LoopbackOnly {
  private static final String LOOPBACK_UP = "ip link set lo up && exec \"$0\" \"$@\"";

  private LoopbackOnly() {}

  /// Runs a `main` with the class path of this JVM, and what it was told of fuzzing, and waits for
  /// its end.
  ///
  /// @param first is looked at before the class path; for services that only the child has
  /// @return all that it printed
  public static String run(
      Class<?> main, Path first, List<String> arguments, Path directory, Duration atMost) {
    List<String> command =
        new ArrayList<>(List.of("--map-root-user", "--net", "sh", "-c", LOOPBACK_UP));
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
