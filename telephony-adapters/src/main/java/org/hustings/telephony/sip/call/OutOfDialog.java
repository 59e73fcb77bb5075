package org.hustings.telephony.sip.call;

import java.util.Set;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipRequest;

/// The answers to requests that belong to no call (RFC 3261 section 8.2).
final class OutOfDialog {
  /// Methods that exist and that we do not do.
  private static final Set<String> KNOWN =
      Set.of(
          "REGISTER",
          "SUBSCRIBE",
          "NOTIFY",
          "PUBLISH",
          "MESSAGE",
          "REFER",
          "PRACK",
          "INFO",
          "UPDATE",
          "BYE",
          "ACK",
          "CANCEL",
          "INVITE",
          "OPTIONS");

  private OutOfDialog() {}

  static Reply answer(SipRequest request, Line line) {
    if (request.inDialog() || request.is(SipRequest.BYE)) {
      return Reply.of(481);
    }
    if (request.is(SipRequest.OPTIONS)) {
      // What trunks ask to see whether we are alive.
      return Inspection.refusal(request)
          .orElseGet(() -> Reply.of(200).with(line.allow()).with(new Header("Accept", Body.SDP)));
    }
    return refusal(request.method(), line);
  }

  /// 405 for what we do not do, 501 for what nobody knows (sections 8.2.1 and 21.5.2).
  static Reply refusal(String method, Line line) {
    return Reply.of(KNOWN.contains(method) ? 405 : 501).with(line.allow());
  }
}
