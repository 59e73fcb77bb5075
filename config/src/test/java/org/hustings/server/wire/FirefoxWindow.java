package org.hustings.server.wire;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.hustings.telephony.peers.Firefox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real Firefox that looks at a server's screens, with an ear on what the page plays.
final class FirefoxWindow implements Hands, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Firefox firefox;

  private FirefoxWindow(Firefox firefox) {
    this.firefox = firefox;
  }

  static FirefoxWindow open(Path directory) {
    Firefox firefox = Firefox.start(directory);
    firefox.prepare(BrowserPage.script("ear.js") + "\n" + BrowserPage.script("firefox-window.js"));
    return new FirefoxWindow(firefox);
  }

  @Override
  public void goTo(String address) {
    firefox.open(URI.create(address));
  }

  @Override
  public void fill(String label, String text) {
    click("field", label);
    firefox.type(text);
  }

  @Override
  public void press(String key) {
    firefox.press(key);
  }

  @Override
  public void button(String name) {
    click("button", name);
  }

  @Override
  public void seeHeading(String name) {
    see("heading", name);
  }

  @Override
  public void seeButton(String name) {
    see("button", name);
  }

  @Override
  public void awaitBand(String word) {
    see("band", word);
  }

  @Override
  public void awaitText(String text) {
    see("text", text);
  }

  /// Waits until it has heard this much more, of whatever.
  void listen(Duration more) {
    firefox.evaluate("ear.listen(" + more.toSeconds() + ")");
  }

  /// All that it heard so far, as a telephone would have it.
  short[] heard() {
    return BrowserPage.heardBy(firefox);
  }

  /// How the connection is doing, as the browser itself says.
  JsonNode statistics() {
    return JsonMapper.shared().readTree(firefox.evaluate("statistics()"));
  }

  /// Errors that the page threw, since it was last loaded.
  String errors() {
    return firefox.evaluate("wrong.join('; ')");
  }

  private void click(String kind, String name) {
    await(() -> firefox.click(found(kind, name)), kind + " " + name);
  }

  private void see(String kind, String name) {
    String there = "Boolean(%s).toString()".formatted(found(kind, name));
    await(() -> firefox.evaluate(there).equals("true"), kind + " " + name);
  }

  private static String found(String kind, String name) {
    return "find.%s('%s')".formatted(kind, name);
  }

  private void await(BooleanSupplier isSo, String what) {
    try {
      Until.so(PATIENCE, what + " is there", isSo);
    } catch (AssertionError late) {
      String seen = firefox.evaluate("document.body.innerText");
      throw new AssertionError(late.getMessage() + ". On the screen:\n" + seen, late);
    }
  }

  @Override
  public void close() {
    firefox.close();
  }
}
