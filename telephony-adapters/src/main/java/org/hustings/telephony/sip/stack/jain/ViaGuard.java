package org.hustings.telephony.sip.stack.jain;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.text.ParseException;
import javax.sip.SipStack;
import javax.sip.message.Response;

/// Sees to it that answers go to the address a request came from: `maddr` (RFC 3261 section 18.2.2)
/// would let a message name any host, and so would a sent-by without `received`. Made by the
/// library.
public final class ViaGuard implements SIPMessageValve {

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    Via via = request.getTopmostVia();
    if (via == null || channel.getPeerPacketSourceAddress() == null) {
      return false;
    }
    via.removeParameter("maddr");
    via.removeParameter("ttl");
    try {
      via.setReceived(channel.getPeerPacketSourceAddress().getHostAddress());
    } catch (ParseException e) {
      return false;
    }
    return true;
  }

  @Override
  public boolean processResponse(Response response, MessageChannel channel) {
    return true;
  }

  @Override
  public void init(SipStack stack) {}

  @Override
  public void destroy() {}
}
