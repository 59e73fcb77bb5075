package org.hustings.server.wire;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hustings.server.HustingsServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A real Chromium that looks at a server's screens, driven through Node.js. Things on a page are
/// named as a screen reader names them.
///
/// Where the server was built without its screens, for want of Node.js, their tests are left out,
/// unless `SCREENS=required` says that they must be there (CI). Without Chromium they fail.
final class Browser implements Hands, AutoCloseable {
  private static final Path WEB = Path.of("..", "admin-api", "web").toAbsolutePath().normalize();

  private final Spoken driver;
  private int presses;

  /// What was noted.
  ///
  /// @param at by the clock of the machine
  record Mark(Instant at, String what, String text) {}

  private Browser(Spoken driver) {
    this.driver = driver;
  }

  /// Whether there are screens to look at.
  static boolean isHere() {
    return "required".equals(System.getenv("SCREENS"))
        || HustingsServer.class.getResource("/org/hustings/api/screens/index.html") != null;
  }

  static Browser open() {
    return open(Map.of());
  }

  /// A browser whose way to Twilio ends at a fake of it.
  static Browser thatReaches(URI twilio) {
    return open(Map.of("TWILIO", twilio.toString()));
  }

  /// A browser that notes what is pressed, shown and heard, and when.
  static Browser withEars() {
    return open(Map.of("EARS", "1"));
  }

  private static Browser open(Map<String, String> environment) {
    return new Browser(Spoken.start(List.of("node", "build/drive.mjs"), WEB, environment));
  }

  @Override
  public void goTo(String address) {
    tell("open", address);
  }

  @Override
  public void fill(String label, String text) {
    presses++;
    tell("fill", label, text);
  }

  void check(String label) {
    presses++;
    tell("check", label);
  }

  boolean isChecked(String label) {
    return tell("checked", label).asBoolean();
  }

  String valueOf(String label) {
    return tell("valueOf", label).asString();
  }

  @Override
  public void press(String key) {
    presses++;
    tell("press", key);
  }

  @Override
  public void button(String name) {
    presses++;
    tell("click", "button", name);
  }

  @Override
  public void seeHeading(String name) {
    tell("see", "heading", name);
  }

  @Override
  public void seeButton(String name) {
    tell("see", "button", name);
  }

  @Override
  public void awaitBand(String word) {
    tell("says", word);
  }

  @Override
  public void awaitText(String text) {
    tell("shows", text);
  }

  /// The same, for what takes longer than usual.
  void awaitText(String text, Duration patience) {
    driver.tell("shows", text, patience.toMillis());
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
    driver.tell("offline", off);
  }

  /// The volunteer says no when this page asks for the microphone.
  void forbidMicrophone() {
    tell("forbid");
  }

  /// Forgets the sign-in, as when it has run out.
  void signedOut() {
    tell("signedOut");
  }

  /// Another window of the same browser; commands go to it.
  void anotherWindow() {
    tell("another");
  }

  /// Somebody else at a browser of their own; commands go to it.
  ///
  /// @return which window it is
  int somebodyElse() {
    return tell("somebody", (@Nullable Object) null).asInt();
  }

  /// The same, and their voice goes through this cable and in no other way.
  int somebodyBehind(Cable cable) {
    return driver.tell("somebody", cable.port()).asInt();
  }

  /// Commands go to the nth window from now on, counted from 0.
  void window(int which) {
    driver.tell("window", which);
  }

  /// Waits until the page has heard sound of this much energy, as WebRTC's statistics count it.
  void awaitHeard(double energy) {
    driver.tell("hears", energy);
  }

  /// Waits until the page hears somebody, from now on.
  void awaitVoice() {
    driver.tell("hearsMore", 0.005);
  }

  /// All that was noted so far, in order.
  List<Mark> marks() {
    return tell("marks")
        .valueStream()
        .map(mark ->
            new Mark(
                Instant.EPOCH.plusNanos((long) (mark.get(0).asDouble() * 1e6)),
                mark.get(1).asString(),
                mark.get(2).asString()))
        .toList();
  }

  /// How often somebody pressed a key or a button, or filled in a field.
  int presses() {
    return presses;
  }

  /// Errors that pages threw.
  JsonNode errors() {
    return tell("wrong");
  }

  private JsonNode tell(@Nullable Object... command) {
    return driver.tell(command);
  }

  @Override
  public void close() {
    driver.close();
  }
}
