package org.hustings.telephony.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Firefox from the distribution, driven by WebDriver BiDi. It has a WebRTC stack of its own below:
/// ICE, DTLS and SRTP are not Chromium's.
public final class Firefox implements WebBrowser {
  private static final Pattern LISTENS =
      Pattern.compile("WebDriver BiDi listening on (ws://127\\.0\\.0\\.1:\\d+)");
  private static final Duration TO_START = Duration.ofSeconds(90);
  private static final String PREFERENCES =
      """
      user_pref("media.navigator.permission.disabled", true);
      user_pref("media.navigator.streams.fake", true);
      user_pref("media.peerconnection.ice.loopback", true);
      user_pref("media.peerconnection.ice.obfuscate_host_addresses", false);
      user_pref("media.autoplay.default", 0);
      user_pref("media.autoplay.blocking_policy", 0);
      user_pref("remote.active-protocols", 1);
      user_pref("browser.shell.checkDefaultBrowser", false);
      user_pref("browser.startup.page", 0);
      user_pref("datareporting.policy.dataSubmissionEnabled", false);
      user_pref("network.captive-portal-service.enabled", false);
      user_pref("network.connectivity-service.enabled", false);
      user_pref("app.update.enabled", false);
      """;

  private final Program program;
  private final DebugSocket socket;
  private final String context;

  private Firefox(Program program, DebugSocket socket) {
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
            directory);
    program.awaitThat(
        () -> LISTENS.matcher(program.printed()).find(), "it can be driven", TO_START);
    Matcher address = LISTENS.matcher(program.printed());
    if (!address.find()) {
      throw new AssertionError(program.printed());
    }
    return new Firefox(program, DebugSocket.to(URI.create(address.group(1) + "/session")));
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
    ObjectNode parameters =
        DebugSocket.object().put("expression", expression).put("awaitPromise", true);
    parameters.putObject("target").put("context", context);
    JsonNode answer = socket.ask("script.evaluate", parameters);
    if (!answer.path("type").asString("").equals("success")) {
      throw new AssertionError(answer + "\n" + program.printed());
    }
    return answer.path("result").path("value").asString("");
  }

  @Override
  public void close() {
    socket.close();
    program.close();
  }
}
