package org.hustings.telephony.phonenet.wire;

import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;

/// A call whose telephone is dead: nothing that is said to it is answered, not even that nobody
/// knows the call. An exchange would say that; a telephone without current does not.
enum OutOfReach implements WireCall {
  PHONE;

  @Override
  public void request(ReceivedRequest request) {}

  @Override
  public void acknowledged(SipRequest ack) {}

  @Override
  public void cancelled() {}

  @Override
  public void repeated(SipResponse ok) {}

  @Override
  public void broken() {}
}
