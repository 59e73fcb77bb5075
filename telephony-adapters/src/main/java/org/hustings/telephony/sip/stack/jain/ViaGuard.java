package org.hustings.telephony.sip.stack.jain;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;
import javax.sip.SipStack;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/// Sees to it that answers go to the address a request came from: `maddr` (RFC 3261 section 18.2.2)
/// would let a message name any host, and so would a sent-by without `received`. Nor may one say
/// that it came encrypted when it did not. Bounds, too, how many transactions others can begin.
/// Made by the library.
public final class ViaGuard implements SIPMessageValve {
  private static final int MOST_TRANSACTIONS = 10_000;

  private volatile @Nullable SIPTransactionStack stack;

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    if (isTooMuch(request)) {
      return false;
    }
    Via via = request.getTopmostVia();
    if (via == null || channel.getPeerPacketSourceAddress() == null) {
      return false;
    }
    if (claimsTls(via) && !channel.getTransport().equalsIgnoreCase("tls")) {
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

  /// Each transaction is kept for half a minute after its answer. What belongs to a dialog has
  /// twice the room, so that a flood of other things does not keep calls from ending.
  private boolean isTooMuch(SIPRequest request) {
    SIPTransactionStack library = stack;
    if (library == null) {
      return false;
    }
    int most = request.getToTag() == null ? MOST_TRANSACTIONS : 2 * MOST_TRANSACTIONS;
    boolean tooMuch = library.getServerTransactionTableSize() >= most;
    if (tooMuch) {
      ((PeerSockets) library.getNetworkLayer()).overrun();
    }
    return tooMuch;
  }

  private static boolean claimsTls(Via via) {
    return "tls".equalsIgnoreCase(via.getTransport());
  }

  @Override
  public boolean processResponse(Response response, MessageChannel channel) {
    return true;
  }

  @Override
  public void init(SipStack library) {
    stack = (SIPTransactionStack) library;
  }

  @Override
  public void destroy() {}
}
