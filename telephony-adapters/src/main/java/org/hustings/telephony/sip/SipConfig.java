package org.hustings.telephony.sip;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.hustings.telephony.sip.stack.Transport;

/// The SIP adapter's configuration.
///
/// @param listen where SIP is listened on
/// @param trunks over which voters are called, and volunteers call in
/// @param knownPeers telephones and PBXs that may call in without a trunk. Everybody else's
///   datagrams and connections are dropped unread and counted: an answer would tell scanners that
///   there is something, and could be sent on to a forged address
/// @param limits what bounds the legs
public record SipConfig(
    Listen listen, List<TrunkConfig> trunks, List<Cidr> knownPeers, Limits limits) {

  /// @param port for UDP and TCP alike; 0 takes a free one
  /// @param advertised the host that peers are told, where it is not `bind` (NAT)
  /// @param mediaAdvertised the address that peers are to send sound to, where it is not the media
  ///   engine's own
  /// @param secure for TLS; empty for none
  public record Listen(
      InetAddress bind,
      int port,
      Optional<String> advertised,
      Optional<InetAddress> mediaAdvertised,
      Optional<Secure> secure) {
    public static Listen on(InetAddress bind, int port) {
      return new Listen(bind, port, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Listen with(Secure other) {
      return new Listen(bind, port, advertised, mediaAdvertised, Optional.of(other));
    }
  }

  /// @param port for TLS, on the same address
  /// @param context our certificate, and whose certificates are believed
  public record Secure(int port, SSLContext context) {
    public Secure {
      requireNonNull(context, "context");
    }
  }

  /// @param legs at once; further callers are told to come again
  /// @param offerFor how long a caller waits for the engine's decision
  /// @param silentAfter without any media a leg is reported silent (R24)
  /// @param recordFor the longest recording
  /// @param t1 SIP's round-trip estimate; 500 ms but in tests
  /// @param storedWithin for how long the ACK of a voter's answer may wait until the database has
  ///   what ends the call after a crash (R23); zero where nobody stores anything
  /// @param elsewhereWithin for how long after an order another trunk may be tried (R22): what R8
  ///   looked at must still be so
  public record Limits(
      int legs,
      Duration offerFor,
      Duration silentAfter,
      Duration recordFor,
      Duration t1,
      Duration storedWithin,
      Duration elsewhereWithin) {
    public static Limits usual() {
      return new Limits(
          4_000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofHours(2),
          Duration.ofMillis(500),
          Duration.ofSeconds(4),
          Duration.ofSeconds(10));
    }

    public Limits withT1(Duration other) {
      return new Limits(
          legs, offerFor, silentAfter, recordFor, other, storedWithin, elsewhereWithin);
    }

    public Limits withOfferFor(Duration other) {
      return new Limits(legs, other, silentAfter, recordFor, t1, storedWithin, elsewhereWithin);
    }

    public Limits withStoredWithin(Duration other) {
      return new Limits(legs, offerFor, silentAfter, recordFor, t1, other, elsewhereWithin);
    }

    public Limits withElsewhereWithin(Duration other) {
      return new Limits(legs, offerFor, silentAfter, recordFor, t1, storedWithin, other);
    }

    public Limits withSilentAfter(Duration other) {
      return new Limits(legs, offerFor, other, recordFor, t1, storedWithin, elsewhereWithin);
    }
  }

  public SipConfig {
    requireNonNull(listen, "listen");
    trunks = List.copyOf(trunks);
    knownPeers = List.copyOf(knownPeers);
    requireNonNull(limits, "limits");
    Set<String> names = new HashSet<>();
    for (TrunkConfig trunk : trunks) {
      if (trunk.address().transport() == Transport.TLS && listen.secure().isEmpty()) {
        throw new IllegalArgumentException(
            "trunk " + trunk.name() + " is by TLS: set sip.tls-port");
      }
      if (!names.add(trunk.name())) {
        throw new IllegalArgumentException(
            "two trunks are named " + trunk.name() + ": give each a name of its own");
      }
    }
  }
}
