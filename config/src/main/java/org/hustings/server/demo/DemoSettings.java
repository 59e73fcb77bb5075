package org.hustings.server.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hustings.server.settings.BadSettings;
import org.hustings.server.settings.Settings;
import org.hustings.server.settings.SettingsFile;

/// The demo's configuration: a file like a customer's, written beside its data so that it can be
/// read.
final class DemoSettings {
  static final String LOGIN = "admin@demo";
  static final String PASSWORD = "demo-admin-password";

  private DemoSettings() {}

  /// @param http port of the API, 0 for any free one; the same for `management` and `sip`
  record Ports(int http, int management, int sip) {}

  static Settings write(Path directory, Ports ports, int trunkPort)
      throws IOException, BadSettings {
    Files.createDirectories(directory);
    Path file = directory.resolve("hustings.yaml");
    Files.writeString(
        file,
        """
        http: {listen: "127.0.0.1:%d"}
        management: {listen: "127.0.0.1:%d"}
        admin: {login: "%s", password: "%s"}
        database: {data: "%s"}
        sip:
          listen: "127.0.0.1:%d"
          # a softphone on this machine may dial in
          known-peers: ["127.0.0.0/8"]
          trunks:
            - {name: phonenet, address: "127.0.0.1:%d", channels: 60, cps: 20}
        """
            .formatted(
                ports.http(),
                ports.management(),
                LOGIN,
                PASSWORD,
                directory.resolve("database").toAbsolutePath(),
                ports.sip(),
                trunkPort));
    return new SettingsFile(Map.of()).read(Optional.of(file));
  }
}
