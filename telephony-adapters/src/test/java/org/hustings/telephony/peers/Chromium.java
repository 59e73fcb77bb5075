package org.hustings.telephony.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Chromium from the distribution, driven by the DevTools protocol.
public final class Chromium implements WebBrowser {
  private static final Pattern LISTENS =
      Pattern.compile("DevTools listening on ws://127\\.0\\.0\\.1:(\\d+)/");
  private static final Duration TO_START = Duration.ofSeconds(60);

  /// It then plays to nowhere at a rate of its own choice, whatever sound card the machine has.
  private static final Map<String, String> NO_SOUND_CARD = Map.of("PULSE_SERVER", "unix:/dev/null");

  private final Program program;
  private final DebugSocket page;

  private Chromium(Program program, DebugSocket page) {
    this.program = program;
    this.page = page;
  }

  /// @param microphone a WAV file that the microphone plays, once
  public static Chromium start(Path directory, Path microphone) {
    Program program =
        Program.start(
            "chromium",
            "chromium",
            List.of(
                "--headless=new",
                "--no-sandbox",
                "--no-first-run",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--remote-debugging-port=0",
                "--user-data-dir=" + directory.resolve("chromium-profile"),
                "--allow-loopback-in-peer-connection",
                "--disable-features=WebRtcHideLocalIpsWithMdns",
                "--autoplay-policy=no-user-gesture-required",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--use-file-for-fake-audio-capture=" + microphone + "%noloop",
                "about:blank"),
            directory,
            NO_SOUND_CARD);
    program.awaitThat(
        () -> LISTENS.matcher(program.printed()).find(), "it can be driven", TO_START);
    Matcher port = LISTENS.matcher(program.printed());
    if (!port.find()) {
      throw new AssertionError(program.printed());
    }
    return new Chromium(program, DebugSocket.to(pageOf(port.group(1))));
  }

  private static URI pageOf(String port) {
    HttpRequest list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String text = http.send(list, HttpResponse.BodyHandlers.ofString()).body();
      for (JsonNode target : JsonMapper.builder().build().readTree(text)) {
        if (target.path("type").asString("").equals("page")) {
          return URI.create(target.path("webSocketDebuggerUrl").asString());
        }
      }
      throw new AssertionError("Chromium has no page: " + text);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public void open(URI address) {
    page.ask("Page.navigate", DebugSocket.object().put("url", address.toString()));
    evaluate(
        "new Promise(done => document.readyState === 'complete' ? done('yes')"
            + " : addEventListener('load', () => done('yes')))");
  }

  @Override
  public String evaluate(String expression) {
    JsonNode answer =
        page.ask(
            "Runtime.evaluate",
            DebugSocket.object()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(answer.path("exceptionDetails") + "\n" + program.printed());
    }
    return answer.path("result").path("value").asString("");
  }

  @Override
  public void close() {
    page.close();
    program.close();
  }
}
