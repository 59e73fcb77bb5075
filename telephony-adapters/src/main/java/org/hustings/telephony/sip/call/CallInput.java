package org.hustings.telephony.sip.call;

import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;

/// What the user agent hands to the call that it belongs to.
interface CallInput {
  /// The Call-ID.
  String id();

  /// Our half of the dialog's identity.
  String localTag();

  /// A request with our tag.
  void received(ReceivedRequest request);

  /// The ACK of a 2xx of ours.
  void acknowledged(SipRequest ack);

  /// A 2xx to our INVITE that matches no transaction any more.
  void stray(SipResponse response);

  /// Strikes a call off the list, when it is long over.
  @FunctionalInterface
  interface Forgetting {
    void forget(CallInput call);
  }
}
