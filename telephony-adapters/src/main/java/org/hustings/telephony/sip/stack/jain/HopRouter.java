package org.hustings.telephony.sip.stack.jain;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.ListIterator;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/// Sends each request where its sender said and nowhere else: no Request-URI, Route or name in a
/// message has a say, and nothing is looked up. Made by the library.
public final class HopRouter implements Router {
  private final SipStack stack;

  public HopRouter(SipStack stack, @Nullable String outboundProxy) {
    this.stack = stack;
  }

  @Override
  public Hop getNextHop(Request request) throws SipException {
    if (request instanceof SIPMessage message && message.getApplicationData() instanceof Hop hop) {
      return hop;
    }
    throw new SipException(stack.getStackName() + ": a request without a hop is not sent");
  }

  @Override
  @Deprecated
  public ListIterator<Hop> getNextHops(Request request) {
    throw new UnsupportedOperationException("superseded by getNextHop");
  }

  @Override
  public @Nullable Hop getOutboundProxy() {
    return null;
  }
}
