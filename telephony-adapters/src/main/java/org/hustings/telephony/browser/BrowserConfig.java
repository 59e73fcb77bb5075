package org.hustings.telephony.browser;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// The configuration of browsers' calls.
///
/// @param listen the one UDP port that all browsers share; a wildcard address takes IPv4 and IPv6,
///   port 0 takes a free one
/// @param addresses that browsers are told, on the port that is listened on; at least one
/// @param relays what helps browsers through to us
/// @param limits what bounds the legs
public record BrowserConfig(
    InetSocketAddress listen, List<InetAddress> addresses, Relays relays, Limits limits) {

  /// STUN and TURN servers.
  ///
  /// @param stun URLs, for example `stun:turn.example.org:3478`
  /// @param turn URLs, for example `turn:turn.example.org:3478?transport=udp`
  /// @param secret that the TURN server shares with us
  /// @param validFor how long a browser may use the credentials that it gets
  public record Relays(List<String> stun, List<String> turn, String secret, Duration validFor) {
    public static final Relays NONE = new Relays(List.of(), List.of(), "", Duration.ofHours(12));

    public Relays {
      stun = List.copyOf(stun);
      turn = List.copyOf(turn);
      if (!turn.isEmpty() && secret.isEmpty()) {
        throw new IllegalArgumentException(
            "TURN servers are named, but no secret: give the one they share with us");
      }
    }

    /// Without the secret.
    @Override
    public String toString() {
      return "Relays[stun=" + stun + ", turn=" + turn + "]";
    }
  }

  /// @param legs at once
  /// @param connectWithin from the answer to the first sound that proves to be the browser's
  /// @param believedFor how long after the last sign of life a browser counts as there when asked
  /// @param socketBuffer bytes asked for of the port, each way
  /// @param strangersPerSecond datagrams of one host that are looked at before it has proven to be
  ///   a browser of ours
  public record Limits(
      int legs,
      Duration connectWithin,
      Duration believedFor,
      int socketBuffer,
      int strangersPerSecond) {
    public static Limits usual() {
      return new Limits(
          2_000, Duration.ofSeconds(30), Duration.ofSeconds(12), 4 * 1024 * 1024, 200);
    }

    public Limits withLegs(int most) {
      return new Limits(most, connectWithin, believedFor, socketBuffer, strangersPerSecond);
    }

    public Limits withConnectWithin(Duration other) {
      return new Limits(legs, other, believedFor, socketBuffer, strangersPerSecond);
    }
  }

  public BrowserConfig {
    requireNonNull(listen, "listen");
    requireNonNull(relays, "relays");
    requireNonNull(limits, "limits");
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException(
          "no address for browsers: name the public one under browser.addresses");
    }
    for (InetAddress address : addresses) {
      if (address.isAnyLocalAddress()) {
        throw new IllegalArgumentException(
            "browsers cannot be told the address "
                + address.getHostAddress()
                + ": name a public"
                + " one under browser.addresses");
      }
    }
  }

  /// On 127.0.0.1 and a free port: for tests and the demo.
  public static BrowserConfig onLoopback() {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    return new BrowserConfig(
        new InetSocketAddress(loopback, 0), List.of(loopback), Relays.NONE, Limits.usual());
  }

  public BrowserConfig withLimits(Limits other) {
    return new BrowserConfig(listen, addresses, relays, other);
  }
}
