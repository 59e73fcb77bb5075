package org.hustings.telephony.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Firefox from the distribution, driven by WebDriver BiDi. Its ICE, DTLS and SRTP are not
/// Chromium's. Its microphone plays a tone without end.
///
/// Firefox offers no loopback address, so it makes calls only where the machine has another
/// ([OwnNetwork]).
public final class Firefox implements WebBrowser {
  /// Of what its microphone plays, in Hz: a divisor of its sample rate, which it needs to be exact.
  public static final int MICROPHONE = 1000;

  private static final Pattern LISTENS =
      Pattern.compile("WebDriver BiDi listening on (ws://127\\.0\\.0\\.1:\\d+)");
  private static final Duration TO_START = Duration.ofSeconds(60);

  /// By their names in `KeyboardEvent.key`, the code points that WebDriver has for them.
  private static final Map<String, String> KEYS =
      Map.of("Enter", "\uE007", "Tab", "\uE004", "Space", " ");

  private static final String PREFERENCES =
      """
      user_pref("media.navigator.permission.disabled", true);
      user_pref("media.navigator.streams.fake", true);
      user_pref("media.navigator.audio.fake_frequency", %d);
      user_pref("media.autoplay.default", 0);
      user_pref("media.autoplay.blocking_policy", 0);
      user_pref("remote.active-protocols", 1);
      user_pref("intl.accept_languages", "en-US");
      user_pref("browser.shell.checkDefaultBrowser", false);
      user_pref("browser.startup.page", 0);
      user_pref("datareporting.policy.dataSubmissionEnabled", false);
      user_pref("network.manage-offline-status", false);
      user_pref("network.captive-portal-service.enabled", false);
      user_pref("network.connectivity-service.enabled", false);
      user_pref("app.update.enabled", false);
      """
          .formatted(MICROPHONE);

  private final Loudspeaker loudspeaker;
  private final Program program;
  private final DebugSocket socket;
  private final String context;

  private Firefox(Loudspeaker loudspeaker, Program program, DebugSocket socket) {
    this.loudspeaker = loudspeaker;
    this.program = program;
    this.socket = socket;
    ObjectNode wishes = DebugSocket.object();
    wishes.putObject("capabilities");
    socket.ask("session.new", wishes);
    this.context =
        socket
            .ask("browsingContext.getTree", DebugSocket.object())
            .at("/contexts/0/context")
            .asString();
  }

  public static Firefox start(Path directory) {
    Path profile = directory.resolve("firefox-profile");
    try {
      Files.createDirectories(profile);
      Files.writeString(profile.resolve("user.js"), PREFERENCES);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    Loudspeaker loudspeaker = Loudspeaker.start(directory);
    Program program =
        Program.start(
            "firefox-esr",
            "firefox-esr",
            List.of(
                "--headless",
                "--no-remote",
                "--remote-debugging-port",
                "0",
                "--profile",
                profile.toString(),
                "about:blank"),
            directory,
            loudspeaker.environment());
    program.awaitThat(
        () -> LISTENS.matcher(program.printed()).find(), "it can be driven", TO_START);
    Matcher address = LISTENS.matcher(program.printed());
    if (!address.find()) {
      throw new AssertionError(program.printed());
    }
    DebugSocket socket = DebugSocket.to(URI.create(address.group(1) + "/session"));
    return new Firefox(loudspeaker, program, socket);
  }

  /// Runs a script in each page that is opened from now on, before the page's own.
  public void prepare(String script) {
    socket.ask(
        "script.addPreloadScript",
        DebugSocket.object().put("functionDeclaration", "() => {" + script + "}"));
  }

  @Override
  public void open(URI page) {
    socket.ask(
        "browsingContext.navigate",
        DebugSocket.object()
            .put("context", context)
            .put("url", page.toString())
            .put("wait", "complete"));
  }

  @Override
  public String evaluate(String expression) {
    return outcome(expression).path("value").asString("");
  }

  /// Clicks with the mouse on what an expression finds, if it finds something.
  public boolean click(String expression) {
    Optional<String> element = outcome(expression).path("sharedId").asStringOpt();
    element.ifPresent(this::clickOn);
    return element.isPresent();
  }

  private JsonNode outcome(String expression) {
    ObjectNode parameters =
        DebugSocket.object().put("expression", expression).put("awaitPromise", true);
    parameters.putObject("target").put("context", context);
    JsonNode answer = socket.ask("script.evaluate", parameters);
    if (!answer.path("type").asString("").equals("success")) {
      throw new AssertionError(expression + ": " + answer + "\n" + program.printed());
    }
    return answer.path("result");
  }

  private void clickOn(String element) {
    ObjectNode mouse = DebugSocket.object().put("type", "pointer").put("id", "mouse");
    ArrayNode moves = mouse.putArray("actions");
    ObjectNode there = moves.addObject().put("type", "pointerMove").put("x", 0).put("y", 0);
    there.putObject("origin").put("type", "element").putObject("element").put("sharedId", element);
    moves.addObject().put("type", "pointerDown").put("button", 0);
    moves.addObject().put("type", "pointerUp").put("button", 0);
    perform(mouse);
  }

  /// Presses a key, as `KeyboardEvent.key` names it, or `Space`.
  public void press(String key) {
    type(KEYS.getOrDefault(key, key));
  }

  /// Types a text where the cursor is.
  public void type(String text) {
    ObjectNode keyboard = DebugSocket.object().put("type", "key").put("id", "keyboard");
    ArrayNode strokes = keyboard.putArray("actions");
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(key -> {
          strokes.addObject().put("type", "keyDown").put("value", key);
          strokes.addObject().put("type", "keyUp").put("value", key);
        });
    perform(keyboard);
  }

  private void perform(ObjectNode source) {
    ObjectNode actions = DebugSocket.object().put("context", context);
    actions.putArray("actions").add(source);
    socket.ask("input.performActions", actions);
  }

  @Override
  public void close() {
    socket.close();
    program.close();
    loudspeaker.close();
  }
}
