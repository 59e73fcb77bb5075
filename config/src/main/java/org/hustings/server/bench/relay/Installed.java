package org.hustings.server.bench.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Programs of others that a bench runs beside ours, as the distribution has them.
public final class Installed {
  private Installed() {}

  /// Starts one, also if it is where only the administrator's path leads; both its outputs go to a
  /// file.
  ///
  /// @param bringing the distribution's package that has it
  /// @throws IOException if it cannot be started; the message says which package is missing
  public static Process start(List<String> command, String bringing, Path log) throws IOException {
    List<String> found = new ArrayList<>(command);
    Path administrators = Path.of("/usr/sbin").resolve(command.getFirst());
    if (Files.isExecutable(administrators)) {
      found.set(0, administrators.toString());
    }
    try {
      return new ProcessBuilder(found)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be started: install it, and keep its service from running (apt-get install %s)"
              .formatted(command.getFirst(), bringing),
          e);
    }
  }
}
