package org.hustings.telephony.sip.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipUri;

/// A dialog as RFC 3261 section 12 defines it, as a value.
///
/// @param local we, with our tag
/// @param remote the peer, with its tag
/// @param localCseq of the last request that we sent
/// @param remoteCseq of the last request that came, or -1
/// @param routes the route set, in the order in which requests of ours pass through it
/// @param target the peer's Contact
record Dialog(
    String callId,
    Party local,
    Party remote,
    long localCseq,
    long remoteCseq,
    List<SipUri> routes,
    SipUri target,
    Peer peer) {
  static final long NO_REMOTE_CSEQ = -1;

  Dialog {
    routes = List.copyOf(routes);
  }

  /// The caller's side, from a response with a To tag (section 12.1.2). A peer that forgot its
  /// Contact is reached where the INVITE went.
  static Dialog ofCaller(SipRequest invite, SipResponse response, Peer peer) {
    return new Dialog(
        invite.head().callId(),
        invite.head().from(),
        response.head().to(),
        invite.head().cseq(),
        NO_REMOTE_CSEQ,
        response.head().routes().reversed(),
        response.head().contact().orElse(invite.uri()),
        peer);
  }

  /// The called side, from an INVITE (section 12.1.1).
  static Dialog ofCalled(SipRequest invite, String localTag, Peer peer) {
    return new Dialog(
        invite.head().callId(),
        invite.head().to().withTag(localTag),
        invite.head().from(),
        0,
        invite.head().cseq(),
        invite.head().routes(),
        invite.head().contact().orElse(invite.head().from().uri()),
        peer);
  }

  String localTag() {
    return local.tag().orElse("");
  }

  String remoteTag() {
    return remote.tag().orElse("");
  }

  /// With the next CSeq of ours.
  Dialog advanced() {
    return new Dialog(callId, local, remote, localCseq + 1, remoteCseq, routes, target, peer);
  }

  Dialog withLocalCseq(long cseq) {
    return new Dialog(callId, local, remote, cseq, remoteCseq, routes, target, peer);
  }

  Dialog heard(long cseq) {
    return new Dialog(callId, local, remote, localCseq, cseq, routes, target, peer);
  }

  /// After a target refresh (section 12.2.2).
  Dialog towards(Optional<SipUri> contact) {
    return new Dialog(
        callId, local, remote, localCseq, remoteCseq, routes, contact.orElse(target), peer);
  }

  /// A request within the dialog, with the CSeq that the dialog stands at (section 12.2.1.1).
  SipRequest request(String method, Optional<SipUri> contact, List<Header> headers) {
    return request(method, contact, headers, Optional.empty());
  }

  SipRequest request(
      String method, Optional<SipUri> contact, List<Header> headers, Optional<Body> body) {
    SipUri uri = target;
    List<SipUri> path = routes;
    if (!routes.isEmpty() && !routes.getFirst().looseRouter()) {
      // A strict router: it wants itself in the Request-URI and the target at the end.
      uri = routes.getFirst();
      path = new ArrayList<>(routes.subList(1, routes.size()));
      path.add(target);
    }
    return new SipRequest(
        method, uri, new Head(callId, local, remote, localCseq, contact, path, headers, body));
  }

  /// The next hop: the first route, else the target, as far as the peer owns them.
  Hop hop() {
    return peer.towards(routes.isEmpty() ? target : routes.getFirst());
  }
}
