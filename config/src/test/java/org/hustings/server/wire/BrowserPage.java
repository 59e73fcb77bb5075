package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.wav.WavReader;
import org.hustings.telephony.media.wav.WavResult;
import org.hustings.telephony.media.wav.WavWriter;
import org.hustings.telephony.peers.WebBrowser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A minimal page in a real browser, from which a volunteer calls.
final class BrowserPage {
  private final WebBrowser browser;

  private BrowserPage(WebBrowser browser) {
    this.browser = browser;
  }

  /// Opens the server's own page and signs in from it.
  static BrowserPage signedIn(WebBrowser browser, RunningServer server, Campaign.Volunteer who) {
    browser.open(server.api().resolve("/"));
    browser.evaluate(script("ear.js"));
    browser.evaluate(script("browser-page.js"));
    browser.evaluate("page.signIn('%s', '%s')".formatted(who.login(), Campaign.PASSWORD));
    return new BrowserPage(browser);
  }

  /// A script of these tests, by its file name.
  static String script(String name) {
    try (InputStream in = BrowserPage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /// Connects with the browser's microphone, and records what is heard.
  ///
  /// @return where the leg is
  String connect() {
    return browser.evaluate("page.connect()");
  }

  /// The same through a relay and in no other way.
  ///
  /// @param transport to the relay, `udp` or `tcp`
  String connectByRelay(String transport) {
    return browser.evaluate("page.connect('" + transport + "')");
  }

  /// Waits until the page has heard this much more, of whatever.
  void listen(Duration more) {
    browser.evaluate("ear.listen(" + more.toSeconds() + ")");
  }

  String restartIce() {
    return browser.evaluate("page.restart()");
  }

  void hangUp() {
    browser.evaluate("page.hangUp()");
  }

  JsonNode statistics() {
    return JsonMapper.builder().build().readTree(browser.evaluate("page.statistics()"));
  }

  /// All that the page heard so far, as a telephone would have it.
  short[] heard() {
    return heardBy(browser);
  }

  /// All that a page with an ear (`ear.js`) heard so far, as a telephone would have it.
  static short[] heardBy(WebBrowser browser) {
    String[] words = browser.evaluate("ear.recording()").split(" ", 2);
    ByteBuffer octets =
        ByteBuffer.wrap(Base64.getDecoder().decode(words[1])).order(ByteOrder.LITTLE_ENDIAN);
    short[] samples = new short[octets.remaining() / 2];
    octets.asShortBuffer().get(samples);
    WavResult result =
        WavReader.forRecordings()
            .read(WavWriter.pcm16(samples, (int) Double.parseDouble(words[0])));
    assertThat(result).isInstanceOf(WavResult.Converted.class);
    return G711.PCMU.decode(((WavResult.Converted) result).clip().bytes(G711.PCMU));
  }
}
