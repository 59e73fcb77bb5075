package org.hustings.schema.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs PostgreSQL's programs, which refuse to work as root.
///
/// For root they are run in a user namespace of their own, in which they are nobody: to the kernel
/// they stay root's processes with root's files, to themselves they are not.
final class Programs {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final Binaries binaries;
  private final List<String> prefix;

  Programs(Binaries binaries) {
    this.binaries = binaries;
    this.prefix = isRoot() ? List.of("unshare", "--user") : List.of();
  }

  /// Refuses, with what to do, where root cannot step down.
  void checkUsable() {
    if (!prefix.isEmpty() && !canStepDown()) {
      throw new EmbeddedServerFailed(
          "PostgreSQL does not run as root, and this machine has no user namespaces in which root"
              + " could step down: start Hustings as an ordinary user, or give the address of a"
              + " PostgreSQL in database.url");
    }
  }

  /// Runs a program to its end and gives what it printed.
  ///
  /// @throws EmbeddedServerFailed with what it printed, if it fails
  String run(Path workingDirectory, String program, String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(binaries.program(program).toString());
    command.addAll(List.of(arguments));
    try {
      // To a file and not a pipe: the server that pg_ctl starts inherits it and outlives us.
      Path output = Files.createTempFile(workingDirectory, program, ".out");
      try {
        int code = run(command, workingDirectory, output);
        String printed = Files.readString(output, StandardCharsets.UTF_8).strip();
        if (code != 0) {
          throw new EmbeddedServerFailed(program + " failed (" + code + "): " + printed);
        }
        return printed;
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new EmbeddedServerFailed("cannot run " + program, e);
    }
  }

  private static int run(List<String> command, Path workingDirectory, Path output)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(workingDirectory.toFile());
    // One language for messages, and no setting of the caller's for another PostgreSQL.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    Process process = builder.start();
    try {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new EmbeddedServerFailed(command.getLast() + " did not end in " + LONGEST);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new EmbeddedServerFailed("interrupted while PostgreSQL was starting or stopping", e);
    }
  }

  private boolean canStepDown() {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    try {
      return run(command, Path.of("/"), Path.of("/dev/null")) == 0;
    } catch (IOException e) {
      return false; // there is no unshare here
    }
  }

  private static boolean isRoot() {
    try {
      // The owner of our own process's directory; a Mac has none, and there root is not expected.
      Path self = Path.of("/proc/self");
      return Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0);
    } catch (IOException e) {
      return false;
    }
  }
}
