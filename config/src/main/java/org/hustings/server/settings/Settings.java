package org.hustings.server.settings;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The settings of a server, as `reference.yaml` describes them key by key.
public record Settings(
    Http http,
    Management management,
    Admin admin,
    Database database,
    Sip sip,
    Media media,
    Browser browser,
    Twilio twilio,
    Prompts prompts,
    Engine engine,
    Log log) {

  /// What voters see where a project names no number; empty if it depends on the way that a call
  /// takes, or a carrier decides.
  public Optional<String> callerId() {
    List<String> all =
        Stream.concat(
                sip.trunks().stream().map(trunk -> Objects.toString(trunk.callerId(), "")),
                Stream.of(twilio).filter(Twilio::isUsed).map(Twilio::callerId))
            .distinct()
            .toList();
    return all.size() == 1
        ? Optional.of(all.getFirst()).filter(one -> !one.isEmpty())
        : Optional.empty();
  }

  public record Http(
      HostPort listen, String publicUrl, boolean behindProxy, String certificate, String key) {

    /// Certificate and key, if the server itself speaks TLS.
    public Optional<Tls> tls() {
      return certificate.isEmpty() || key.isEmpty()
          ? Optional.empty()
          : Optional.of(new Tls(Path.of(certificate), Path.of(key)));
    }

    /// PEM files.
    public record Tls(Path certificate, Path key) {}
  }

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

  public record Sip(
      HostPort listen,
      int tlsPort,
      String tlsCertificate,
      String tlsKey,
      String tlsTrust,
      List<String> knownPeers,
      List<Trunk> trunks) {}

  /// One trunk. What may be left out is null here.
  public record Trunk(
      @Nullable String name,
      @Nullable HostPort address,
      @Nullable String transport,
      @Nullable String user,
      @Nullable Secret password,
      @Nullable String callerId,
      @Nullable Boolean asserted,
      @Nullable Boolean withheld,
      @Nullable String diversion,
      @Nullable String historyInfo,
      @Nullable Integer channels,
      @Nullable Integer cps,
      @Nullable Integer priority,
      @Nullable Integer weight,
      @Nullable Duration register,
      @Nullable Duration keepAlive,
      @Nullable Duration sessionTimer,
      @Nullable String srtp,
      @Nullable List<String> sources) {

    /// The name, which the check of the settings made sure of.
    public String checkedName() {
      return requireNonNull(name, "name");
    }

    /// The address, which the check of the settings made sure of.
    public HostPort checkedAddress() {
      return requireNonNull(address, "address");
    }
  }

  public record Media(String address, int firstPort, int lastPort) {}

  /// Volunteers who call with their browser.
  public record Browser(
      HostPort listen,
      List<String> addresses,
      List<String> stun,
      List<String> turn,
      Secret turnSecret,
      Duration turnValidFor) {}

  /// A Twilio account, if there is one.
  public record Twilio(
      String accountSid,
      Secret authToken,
      String key,
      Secret keySecret,
      String credentials,
      String applicationSid,
      String region,
      String edge,
      String callerId,
      int channels,
      int cps,
      String publicUrl,
      List<String> servers,
      String api) {

    public boolean isUsed() {
      return !accountSid.isEmpty();
    }
  }

  public record Prompts(String directory) {}

  public record Engine(
      BigDecimal dollarsPerMinute,
      Duration previewLease,
      Duration heartbeat,
      Duration drain,
      int callMePerHour) {}

  public record Log(Format format) {
    public enum Format {
      TEXT,
      JSON
    }
  }
}
