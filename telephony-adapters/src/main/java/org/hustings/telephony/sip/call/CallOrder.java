package org.hustings.telephony.sip.call;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.SipUri;

/// The order to call somebody.
///
/// @param through whom it goes
/// @param to the Request-URI, also in To
/// @param from whom the called party is to see
/// @param headers further ones, for example P-Asserted-Identity
/// @param offer our session description
/// @param ringFor how long it may ring
/// @param credentials if the peer asks for them
/// @param sessionLasts for how long the session is to live without a refresh (RFC 4028); empty to
///   leave it to the peer
/// @param identity how the call is to be named on the wire; empty for new names
public record CallOrder(
    Peer through,
    SipUri to,
    Party from,
    List<Header> headers,
    String offer,
    Duration ringFor,
    Optional<Credentials> credentials,
    Optional<Duration> sessionLasts,
    Optional<CallIdentity> identity) {
  public CallOrder {
    requireNonNull(through, "through");
    requireNonNull(to, "to");
    requireNonNull(from, "from");
    headers = List.copyOf(headers);
    requireNonNull(offer, "offer");
    requireNonNull(ringFor, "ringFor");
    requireNonNull(credentials, "credentials");
    requireNonNull(sessionLasts, "sessionLasts");
    requireNonNull(identity, "identity");
  }

  /// Without extras.
  public static CallOrder of(Peer through, SipUri to, Party from, String offer, Duration ringFor) {
    return new CallOrder(
        through,
        to,
        from,
        List.of(),
        offer,
        ringFor,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public CallOrder named(CallIdentity as) {
    return new CallOrder(
        through, to, from, headers, offer, ringFor, credentials, sessionLasts, Optional.of(as));
  }
}
