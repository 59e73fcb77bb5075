package org.hustings.telephony.peers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// A peer's program, running as a child process. What it prints is kept for the failure's message.
final class Program implements AutoCloseable {
  private static final Duration TO_END = Duration.ofSeconds(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final String name;
  private final Process process;
  private final Path output;

  private Program(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
  }

  /// Starts an installed program.
  ///
  /// @param debianPackage brings the program; for the message when it is missing
  static Program start(String name, String debianPackage, List<String> arguments, Path directory) {
    return start(name, debianPackage, arguments, directory, Map.of());
  }

  /// The same in an environment.
  ///
  /// @param environment added to that of this JVM
  static Program start(
      String name,
      String debianPackage,
      List<String> arguments,
      Path directory,
      Map<String, String> environment) {
    Path output = directory.resolve(name + ".out");
    List<String> command = new ArrayList<>();
    command.add(installed(name, debianPackage).toString());
    command.addAll(arguments);
    try {
      ProcessBuilder program =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      program.environment().putAll(environment);
      return new Program(name, program.start(), output);
    } catch (IOException cause) {
      throw new UncheckedIOException(name + " does not start", cause);
    }
  }

  private static Path installed(String name, String debianPackage) {
    for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path candidate = Path.of(directory, name);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new AssertionError(
        "%s is not installed, and these tests need it: apt-get install %s, or let .ci/run do it"
            .formatted(name, debianPackage));
  }

  boolean runs() {
    return process.isAlive();
  }

  /// Waits until something is so that the program gives no signal of, looking again and again, but
  /// not longer than it runs.
  void awaitThat(BooleanSupplier isSo, String what, Duration atMost) {
    for (long looks = atMost.dividedBy(BETWEEN_LOOKS); looks > 0; looks--) {
      if (isSo.getAsBoolean()) {
        return;
      }
      if (ended(BETWEEN_LOOKS)) {
        throw new AssertionError(
            "%s ended by itself (exit code %d) before it was so that %s%n%s"
                .formatted(name, process.exitValue(), what, printed()));
      }
    }
    throw new AssertionError(
        "within %s it was not so that %s%n%s".formatted(atMost, what, printed()));
  }

  /// Waits for the end and gives the exit code.
  int awaitEnd(Duration atMost) {
    if (!ended(atMost)) {
      throw new AssertionError("%s still runs after %s%n%s".formatted(name, atMost, printed()));
    }
    return process.exitValue();
  }

  private boolean ended(Duration within) {
    try {
      process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + name, interrupted);
    } catch (ExecutionException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// All that it printed so far.
  String printed() {
    try {
      return Files.exists(output) ? Files.readString(output, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException cause) {
      return "(what it printed cannot be read: " + cause.getMessage() + ")";
    }
  }

  /// Ends the process, if it must be by force.
  @Override
  public void close() {
    process.destroy();
    if (!ended(TO_END)) {
      process.destroyForcibly();
      ended(TO_END);
    }
  }
}
