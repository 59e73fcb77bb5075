package org.hustings.server.settings;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The settings of a server, as `reference.yaml` describes them key by key.
public record Settings(
    Http http,
    Management management,
    Admin admin,
    Database database,
    Sip sip,
    Media media,
    Prompts prompts,
    Engine engine,
    Log log) {

  public record Http(HostPort listen, String publicUrl) {}

  public record Management(HostPort listen) {}

  public record Admin(String login, Secret password) {
    /// Known to everybody who can read the documentation.
    public static final String DEFAULT_PASSWORD = "change-me-now";

    public boolean hasDefaultPassword() {
      return password.value().equals(DEFAULT_PASSWORD);
    }
  }

  public record Database(
      String url,
      String owner,
      Secret ownerPassword,
      String application,
      Secret applicationPassword,
      int pool,
      Path data) {
    public boolean isEmbedded() {
      return url.isEmpty();
    }
  }

  public record Sip(HostPort listen, List<String> knownPeers, List<Trunk> trunks) {}

  /// One trunk. What may be left out is null here.
  public record Trunk(
      @Nullable String name,
      @Nullable HostPort address,
      @Nullable String transport,
      @Nullable String user,
      @Nullable Secret password,
      @Nullable String callerId,
      @Nullable Integer channels,
      @Nullable Integer cps,
      @Nullable List<String> sources) {}

  public record Media(String address, int firstPort, int lastPort) {}

  public record Prompts(String directory) {}

  public record Engine(
      BigDecimal dollarsPerMinute, Duration previewLease, Duration heartbeat, Duration drain) {}

  public record Log(Format format) {
    public enum Format {
      TEXT,
      JSON
    }
  }
}
