package org.hustings.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A program that is told what to do line by line: JSON arrays, `[verb, argument ...]`, each
/// answered by `{"value": …}` or `{"error": "…"}`.
final class Spoken implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int TO_END_SECONDS = 10;

  private final String name;
  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  private Spoken(String name, Process process) {
    this.name = name;
    this.process = process;
    this.commands = process.outputWriter(UTF_8);
    this.answers = process.inputReader(UTF_8);
  }

  /// @param environment added to that of this JVM
  static Spoken start(List<String> command, Path directory, Map<String, String> environment) {
    ProcessBuilder program =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    program.environment().putAll(environment);
    try {
      return new Spoken(command.getFirst(), program.start());
    } catch (IOException cause) {
      throw new UncheckedIOException(command.getFirst() + " does not start", cause);
    }
  }

  /// Has it do something, and waits until it is done.
  JsonNode tell(@Nullable Object... command) {
    try {
      commands.write(JSON.writeValueAsString(command));
      commands.newLine();
      commands.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new AssertionError(name + " is gone, see above");
      }
      JsonNode answer = JSON.readTree(line);
      if (answer.has("error")) {
        throw new AssertionError(Arrays.asList(command) + ": " + answer.path("error").asString());
      }
      return answer.path("value");
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /// It ends by itself when there are no more commands, or else by force.
  @Override
  public void close() {
    try {
      commands.close();
      if (!process.waitFor(TO_END_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
