package org.hustings.telephony.phonenet.wire;

import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;

/// A call that the network is one end of. Only the network's inbox calls it.
interface WireCall {
  /// A request within the call.
  void request(ReceivedRequest request);

  /// The ACK of our 2xx.
  void acknowledged(SipRequest ack);

  /// The caller took its INVITE back.
  void cancelled();

  /// A 2xx to our INVITE that was sent again.
  void repeated(SipResponse ok);

  /// The network is shut down.
  void broken();
}
