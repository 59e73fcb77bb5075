package org.hustings.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hustings.server.HustingsServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real Chromium that looks at a server's screens, driven through Node.js. Things on a page are
/// named as a screen reader names them.
///
/// Where the server was built without its screens, for want of Node.js, their tests are left out,
/// unless `SCREENS=required` says that they must be there (CI). Without Chromium they fail.
final class Browser implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path WEB = Path.of("..", "admin-api", "web").toAbsolutePath().normalize();

  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  private Browser(Process process) {
    this.process = process;
    this.commands = process.outputWriter(UTF_8);
    this.answers = process.inputReader(UTF_8);
  }

  /// Whether there are screens to look at.
  static boolean isHere() {
    return "required".equals(System.getenv("SCREENS"))
        || HustingsServer.class.getResource("/org/hustings/api/screens/index.html") != null;
  }

  static Browser open() {
    try {
      return new Browser(
          new ProcessBuilder("node", "build/drive.mjs")
              .directory(WEB.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("no Node.js here", e);
    }
  }

  void goTo(String address) {
    tell("open", address);
  }

  void fill(String label, String text) {
    tell("fill", label, text);
  }

  void check(String label) {
    tell("check", label);
  }

  boolean isChecked(String label) {
    return tell("checked", label).asBoolean();
  }

  String valueOf(String label) {
    return tell("valueOf", label).asString();
  }

  /// A key, as `KeyboardEvent.key` names it, or `Space`.
  void press(String key) {
    tell("press", key);
  }

  void button(String name) {
    tell("click", "button", name);
  }

  void seeHeading(String name) {
    tell("see", "heading", name);
  }

  void seeButton(String name) {
    tell("see", "button", name);
  }

  /// Waits until the band says so.
  void awaitBand(String word) {
    tell("says", word);
  }

  void awaitText(String text) {
    tell("shows", text);
  }

  String text(String selector) {
    return tell("text", selector).asString();
  }

  int count(String selector) {
    return tell("count", selector).asInt();
  }

  void reload() {
    tell("reload");
  }

  void offline(boolean off) {
    send(List.of("offline", off));
  }

  /// Another window of the same browser; commands go to it until `firstWindow`.
  void anotherWindow() {
    tell("another");
  }

  void firstWindow() {
    tell("first");
  }

  /// Waits until the page has heard sound of this much energy, as WebRTC's statistics count it.
  void awaitHeard(double energy) {
    send(List.of("hears", energy));
  }

  /// Errors that pages threw.
  JsonNode errors() {
    return tell("wrong");
  }

  private JsonNode tell(String verb, String... arguments) {
    List<Object> command = new ArrayList<>();
    command.add(verb);
    command.addAll(List.of(arguments));
    return send(command);
  }

  private JsonNode send(List<Object> command) {
    try {
      commands.write(JSON.writeValueAsString(command));
      commands.newLine();
      commands.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new AssertionError("the browser is gone");
      }
      JsonNode answer = JSON.readTree(line);
      if (answer.has("error")) {
        throw new AssertionError(command + ": " + answer.path("error").asString());
      }
      return answer.path("value");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      commands.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
