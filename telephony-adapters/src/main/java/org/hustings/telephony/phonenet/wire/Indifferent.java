package org.hustings.telephony.phonenet.wire;

import org.hustings.telephony.sip.stack.Answers;
import org.hustings.telephony.sip.stack.SipResponse;

/// For a request whose fate changes nothing any more, such as a BYE.
enum Indifferent implements Answers {
  TO_ANSWERS;

  @Override
  public void response(SipResponse response) {}

  @Override
  public void silence() {}

  @Override
  public void broken(String why, boolean surelyUnsent) {}
}
