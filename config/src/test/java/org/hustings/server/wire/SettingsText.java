package org.hustings.server.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hustings.schema.connection.DatabaseAccess;

/// A settings file like a customer's: one trunk, everything on the loopback interface.
///
/// @param database the lines under `database:`
/// @param http port of the API, 0 for any free one; the same for `management` and `sip`
/// @param trunk where the carrier listens on this machine, by UDP
/// @param drain how long the server's end waits for calls
/// @param more further lines
record SettingsText(
    String database, int http, int management, int sip, int trunk, Duration drain, String more) {
  static final String ADMIN_LOGIN = "admin@example.org";
  static final String ADMIN_PASSWORD = "the first pass phrase";
  private static final Duration SOON = Duration.ofSeconds(5);

  /// On a database that is there already, and on free ports.
  static SettingsText on(DatabaseAccess access, int trunk) {
    String lines =
        """
          url: "%s"
          owner: "%s"
          owner-password: "%s"
          application: "%s"
          application-password: "%s"
          pool: 8
        """
            .formatted(
                access.url(),
                access.owner().user(),
                access.owner().password(),
                access.application().user(),
                access.application().password());
    return new SettingsText(lines, 0, 0, 0, trunk, SOON, "");
  }

  /// With an embedded database whose data is kept here.
  static SettingsText embeddedIn(Path data, int trunk) {
    return new SettingsText(
        "  data: \"" + data.toAbsolutePath() + "\"\n", 0, 0, 0, trunk, SOON, "");
  }

  SettingsText withPorts(int httpPort, int managementPort, int sipPort) {
    return new SettingsText(database, httpPort, managementPort, sipPort, trunk, drain, more);
  }

  SettingsText withDrain(Duration atMost) {
    return new SettingsText(database, http, management, sip, trunk, atMost, more);
  }

  SettingsText withMore(String lines) {
    return new SettingsText(database, http, management, sip, trunk, drain, lines);
  }

  /// Writes it.
  Path into(Path directory) {
    try {
      return Files.writeString(Files.createTempFile(directory, "hustings-", ".yaml"), text());
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private String text() {
    return """
    http: {listen: "127.0.0.1:%d"}
    management: {listen: "127.0.0.1:%d"}
    admin: {login: "%s", password: "%s"}
    database:
    %ssip:
      listen: "127.0.0.1:%d"
      known-peers: ["127.0.0.0/8"]
      trunks:
        - {name: carrier, address: "127.0.0.1:%d", channels: 100, cps: 100, keep-alive: 0s}
    media: {first-port: 40000, last-port: 44999}
    engine: {drain: %ds}
    %s
    """
        .formatted(
            http,
            management,
            ADMIN_LOGIN,
            ADMIN_PASSWORD,
            database,
            sip,
            trunk,
            drain.toSeconds(),
            more);
  }
}
