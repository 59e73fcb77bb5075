package org.hustings.server.ops;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program of the distribution that operators use, too. It must be there: a test without it
/// fails.
///
/// @param path the installed program
record Tool(Path path) {

  /// @param debianPackage brings the program; for the message when it is missing
  static Tool named(String name, String debianPackage) {
    for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path candidate = Path.of(directory, name);
      if (Files.isExecutable(candidate)) {
        return new Tool(candidate);
      }
    }
    throw new AssertionError(
        "%s is not installed, and these tests need it: apt-get install %s, or let .ci/run do it"
            .formatted(name, debianPackage));
  }

  /// How it ended, and all that it printed.
  record Result(int code, String printed) {}

  /// Runs it to its end.
  Result run(Path directory, String... arguments) {
    try {
      Process process = builder(directory, List.of(arguments)).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), printed);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + path + " ran", e);
    }
  }

  /// Standard output and error together are the process's input stream.
  ProcessBuilder builder(Path directory, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(path.toString());
    command.addAll(arguments);
    return new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
  }
}
