package org.hustings.api.http;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where and how the API listens.
///
/// @param host address to listen on
/// @param port 0 for any free one
/// @param publicUrl how browsers reach the server, if that is not by `host` and `port` (a proxy);
///   with `https`, cookies are `Secure`
/// @param tls certificate and key, if the server itself speaks TLS
/// @param behindProxy whether `X-Forwarded-For` is to be believed: only with a proxy in front that
///   sets it
/// @param limits what is refused
public record HttpSettings(
    String host,
    int port,
    Optional<URI> publicUrl,
    Optional<Tls> tls,
    boolean behindProxy,
    Limits limits) {
  public HttpSettings {
    requireNonNull(host, "host");
    requireNonNull(publicUrl, "publicUrl");
    requireNonNull(tls, "tls");
    requireNonNull(limits, "limits");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be from 0 to 65535, got " + port);
    }
  }

  /// On loopback, in plain HTTP.
  public static HttpSettings onLoopback(int port) {
    return new HttpSettings(
        "127.0.0.1", port, Optional.empty(), Optional.empty(), false, Limits.DEFAULT);
  }

  public boolean isSecure() {
    return tls.isPresent() || publicUrl.filter(url -> "https".equals(url.getScheme())).isPresent();
  }

  public boolean isLoopbackOnly() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /// PEM files.
  public record Tls(Path certificate, Path key) {}

  /// What the server does not put up with.
  ///
  /// @param headerBytes request line and headers together
  /// @param inFlight requests being answered at once
  /// @param turns requests that may use the database at once; a little above the pool's size
  /// @param turnWait how long a request waits for its turn
  /// @param bodyWait how long a JSON body may take to arrive
  /// @param silence how long a connection, or a streamed body, may say nothing
  /// @param keepAlive how often a live feed says that it is there, and looks whether its client is
  ///   still signed in
  /// @param connections open at once
  public record Limits(
      int headerBytes,
      int inFlight,
      int turns,
      Duration turnWait,
      Duration bodyWait,
      Duration silence,
      Duration keepAlive,
      int connections) {
    public static final Limits DEFAULT =
        new Limits(
            16 * 1024,
            1_000,
            24,
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofSeconds(15),
            10_000);
  }
}
