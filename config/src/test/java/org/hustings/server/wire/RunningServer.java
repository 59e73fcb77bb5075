package org.hustings.server.wire;

import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_ESTABLISHED;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.schema.TestDatabases;
import org.hustings.server.HustingsServer;
import org.hustings.server.StartFailed;
import org.hustings.server.settings.BadSettings;
import org.hustings.server.settings.Settings;
import org.hustings.server.settings.SettingsFile;
import org.hustings.telephony.peers.Baresip;
import org.hustings.telephony.prompt.Prompts;

/// The real server, started in this JVM from a settings file, on a database of its own. Closing it
/// fails if an invariant was broken.
final class RunningServer implements AutoCloseable {
  private final HustingsServer server;
  private final Campaign campaign;

  private RunningServer(HustingsServer server) {
    this.server = server;
    this.campaign = Campaign.found(api());
  }

  /// @param directory where its settings file goes
  /// @param trunkPort where the carrier listens on this machine, by UDP
  static RunningServer withTrunkTo(int trunkPort, InstantSource clock, Path directory) {
    return withTrunkTo(trunkPort, clock, directory, "");
  }

  /// @param more further lines of the settings file
  static RunningServer withTrunkTo(
      int trunkPort, InstantSource clock, Path directory, String more) {
    return from(SettingsText.on(TestDatabases.fresh(), trunkPort).withMore(more), clock, directory);
  }

  /// From these settings, for instance on a database of the test's own.
  static RunningServer from(SettingsText settingsText, InstantSource clock, Path directory) {
    Path file = settingsText.into(directory);
    try {
      Settings settings = new SettingsFile(Map.of()).read(Optional.of(file));
      return new RunningServer(HustingsServer.start(settings, clock));
    } catch (BadSettings | StartFailed cause) {
      throw new AssertionError("the server does not start: " + cause.getMessage(), cause);
    }
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + server.httpPort());
  }

  int sipPort() {
    return server.sipPort();
  }

  /// The campaign that it was set up with.
  Campaign campaign() {
    return campaign;
  }

  /// What to dial to get in.
  String dialIn() {
    return "sip:%s@127.0.0.1:%d".formatted(Campaign.DIAL_IN, server.sipPort());
  }

  /// Dials in with number and PIN, and waits until the volunteer may ask for numbers.
  void dialIn(Baresip phone, Campaign.Volunteer who, Screen screen) {
    phone.dial(dialIn());
    phone.await(CALL_ESTABLISHED);
    phone.listenUntil(Prompts.shipped().length("welcome").plusMillis(500));
    phone.press(who.number() + "#");
    phone.press(who.pin() + "#");
    screen.awaitState("READY");
  }

  Metrics metrics() {
    return Metrics.of(server.managementPort());
  }

  @Override
  public void close() {
    server.drain().join();
    List<String> broken = metrics().brokenInvariants();
    server.close();
    if (!broken.isEmpty()) {
      throw new AssertionError("broken: " + broken);
    }
  }
}
