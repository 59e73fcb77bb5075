package org.hustings.telephony.phonenet.wire;

import java.util.Optional;
import org.hustings.telephony.media.Direction;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.sdp.Negotiation;
import org.hustings.telephony.media.sdp.SdpSession;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipUri;

/// The sound of a call and what is agreed about it, by offer and answer (RFC 3264).
record Sounding(CallSound sound, SdpSession session) {
  /// A sound of which nothing is agreed yet.
  static Sounding of(CallSound sound, long sessionId) {
    return new Sounding(sound, new SdpSession(SdpSession.Local.usual(sound.address()), sessionId));
  }

  String offer() {
    return session.offer(Direction.SEND_RECEIVE);
  }

  /// Takes the answer to our offer; empty if it cannot be used.
  Optional<RemoteMedia> accepted(String answer) {
    return session.accept(answer) instanceof Negotiation.Agreed agreed
        ? Optional.of(agreed.remote())
        : Optional.empty();
  }

  /// Hold, resume, another address: whatever is offered within a call is answered (RFC 3261 section
  /// 14.2).
  ///
  /// @param with empty if the call has no sound
  static void renegotiate(Optional<Sounding> with, ReceivedRequest request, SipUri contact) {
    Optional<String> offer = request.message().head().sdp();
    if (offer.isEmpty() || with.isEmpty()) {
      request.reply(Reply.of(request.message().is(SipRequest.UPDATE) ? 200 : 488));
      return;
    }
    switch (with.get().session().answer(offer.get())) {
      case Negotiation.Agreed(String text, RemoteMedia remote) -> {
        with.get().sound().connect(remote);
        request.reply(Reply.of(200).at(contact).with(Body.sdp(text)));
      }
      case Negotiation.Refused(var reason, _) -> request.reply(Reply.of(reason.sipCode()));
    }
  }
}
