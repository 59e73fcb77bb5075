package org.hustings.telephony.phonenet.wire;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipUri;
import org.hustings.telephony.sip.stack.Transport;

/// What both ends of a call know of each other (RFC 3261 section 12). One thread at a time.
final class Dialog {
  private final String callId;
  private final Party local;
  private final Party remote;
  private final SipUri target;
  private final List<SipUri> routes;
  private final Hop hop;
  private long cseq;

  private Dialog(
      Head head, Party local, Party remote, List<SipUri> routes, Hop reachedBy, SipUri otherwise) {
    this.callId = head.callId();
    this.local = local;
    this.remote = remote;
    this.target = head.contact().orElse(otherwise);
    this.routes = List.copyOf(routes);
    this.hop = next(this.routes, this.target, reachedBy);
    this.cseq = head.cseq();
  }

  /// Of a call that came in and that we answer with this tag (section 12.1.1).
  static Dialog calledBy(ReceivedRequest invite, String tag) {
    Head head = invite.message().head();
    return new Dialog(
        head,
        head.to().withTag(tag),
        head.from(),
        head.routes(),
        invite.source(),
        head.from().uri());
  }

  /// Of a call that we made and that was answered (section 12.1.2).
  static Dialog answered(SipRequest invite, SipResponse ok, Hop hop) {
    return new Dialog(
        ok.head(),
        ok.head().from(),
        ok.head().to(),
        ok.head().routes().reversed(),
        hop,
        invite.uri());
  }

  Hop hop() {
    return hop;
  }

  SipRequest bye() {
    return request(SipRequest.BYE, ++cseq, Optional.empty());
  }

  /// The ACK of a 2xx, with the CSeq number of its INVITE (section 13.2.2.4).
  SipRequest ack(long invite) {
    return request(SipRequest.ACK, invite, Optional.empty());
  }

  private SipRequest request(String method, long number, Optional<Body> body) {
    return new SipRequest(
        method,
        target,
        new Head(callId, local, remote, number, Optional.empty(), routes, List.of(), body));
  }

  private static Hop next(List<SipUri> routes, SipUri target, Hop otherwise) {
    SipUri first = routes.isEmpty() ? target : routes.getFirst();
    Transport transport =
        first
            .transport()
            .map(token -> Transport.valueOf(token.toUpperCase(Locale.ROOT)))
            .orElse(otherwise.transport());
    return first.literalAddress().map(address -> new Hop(address, transport)).orElse(otherwise);
  }
}
