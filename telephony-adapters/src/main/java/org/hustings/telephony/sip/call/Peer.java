package org.hustings.telephony.sip.call;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Predicate;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.SipUri;
import org.hustings.telephony.sip.stack.Transport;

/// Somebody we exchange calls with: a trunk, or a telephone that we know.
///
/// @param name as configured; for logs, metrics and stored dialogs
/// @param hop where requests go unless the dialog names a better address of the same peer
/// @param owns the addresses that are the peer's: Contact and Record-Route are honoured where they
///   name one of these by number, so that no message can make us call or contact anybody else
public record Peer(String name, Hop hop, Predicate<InetAddress> owns) {
  public Peer {
    requireNonNull(name, "name");
    requireNonNull(hop, "hop");
    requireNonNull(owns, "owns");
  }

  /// A peer that is known by one address only.
  public static Peer at(String name, Hop hop) {
    return new Peer(name, hop, hop.address().getAddress()::equals);
  }

  /// The next hop towards a URI that the peer gave us.
  Hop towards(SipUri uri) {
    Optional<InetSocketAddress> named =
        uri.literalAddress().filter(address -> owns.test(address.getAddress()));
    Transport transport = uri.transport().map(Transport::of).orElse(hop.transport());
    if (hop.transport() == Transport.TLS && transport != Transport.TLS) {
      // Whoever is talked to in secret is not talked to in the open (RFC 3261 section 26.2.2).
      return hop;
    }
    return named.map(address -> new Hop(address, transport)).orElse(hop);
  }
}
