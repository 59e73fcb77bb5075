package org.hustings.telephony.sip.stack.jain;

import gov.nist.core.net.AddressResolver;
import gov.nist.javax.sip.stack.HopImpl;
import java.net.InetAddress;
import javax.sip.ListeningPoint;
import javax.sip.address.Hop;

/// What the library makes of the hosts in messages: one given by number stays, and is sent to only
/// if it is a peer's ([PeerSockets]); a name becomes nobody's address, since the library would look
/// it up once the sender has gone (RFC 3261 section 18.2.2 has it do so). Made by the library.
public final class NoLookups implements AddressResolver {
  private static final String NOBODY = "0.0.0.0";

  @Override
  public Hop resolveAddress(Hop hop) {
    int port = hop.getPort() > 0 ? hop.getPort() : ListeningPoint.PORT_5060;
    String host = isNumber(hop.getHost()) ? hop.getHost() : NOBODY;
    return new HopImpl(host, port, hop.getTransport());
  }

  private static boolean isNumber(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    try {
      InetAddress address =
          InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host);
      return !address.isAnyLocalAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}
