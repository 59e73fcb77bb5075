package org.hustings.telephony.sip.stack;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/// How a stack stands on its machine.
///
/// @param bind the local address
/// @param port for UDP and TCP alike; 0 takes a free one
/// @param advertised the host that peers are told to reach us at, where it is not `bind` (NAT)
/// @param admits whom to read anything from; asked for each datagram and connection
/// @param t1 the estimate of a round trip, from which all of SIP's timers derive (RFC 3261 section
///   17.1.1.1); 500 ms but in tests
/// @param tls how TLS is spoken; empty for not at all
public record StackConfig(
    InetAddress bind,
    int port,
    Optional<String> advertised,
    Predicate<InetAddress> admits,
    Duration t1,
    Optional<Tls> tls) {
  /// How TLS is spoken: 1.3 or 1.2, nothing older.
  ///
  /// @param port that is listened on
  /// @param context our certificate, and whose certificates are believed
  /// @param nameOf whose name the certificate of an address must have; to an address without a name
  ///   there is no connection
  public record Tls(int port, SSLContext context, Function<InetAddress, Optional<String>> nameOf) {
    public Tls {
      requireNonNull(context, "context");
      requireNonNull(nameOf, "nameOf");
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("sip.tls-port is " + port + ", expected 1 to 65535");
      }
    }
  }

  public static final Duration USUAL_T1 = Duration.ofMillis(500);

  public StackConfig {
    requireNonNull(bind, "bind");
    requireNonNull(admits, "admits");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("sip.port is " + port + ", expected 0 to 65535");
    }
    if (t1.compareTo(Duration.ofMillis(10)) < 0 || t1.compareTo(USUAL_T1) > 0) {
      throw new IllegalArgumentException("t1 is " + t1 + ", expected 10 to 500 ms");
    }
    if (bind.isAnyLocalAddress() && advertised.isEmpty()) {
      throw new IllegalArgumentException(
          "sip.bind is every address of the machine: say in sip.advertised which one peers reach us"
              + " at");
    }
  }

  /// On a free port of 127.0.0.1, open to everybody there: for tests and the telephone network in a
  /// box.
  public static StackConfig onLoopback() {
    return new StackConfig(
        InetAddress.ofLiteral("127.0.0.1"),
        0,
        Optional.empty(),
        InetAddress::isLoopbackAddress,
        USUAL_T1,
        Optional.empty());
  }

  public StackConfig withPort(int other) {
    return new StackConfig(bind, other, advertised, admits, t1, tls);
  }

  public StackConfig withAdmits(Predicate<InetAddress> other) {
    return new StackConfig(bind, port, advertised, other, t1, tls);
  }

  public StackConfig withT1(Duration other) {
    return new StackConfig(bind, port, advertised, admits, other, tls);
  }

  public StackConfig withTls(Tls other) {
    return new StackConfig(bind, port, advertised, admits, t1, Optional.of(other));
  }
}
