package org.hustings.telephony.sip.stack;

import java.net.InetSocketAddress;

/// A response that we received.
///
/// @param method the method it answers
/// @param source whom it came from
public record SipResponse(
    int status, String reason, String method, Head head, InetSocketAddress source) {

  public boolean provisional() {
    return status < 200;
  }

  public boolean success() {
    return status >= 200 && status < 300;
  }

  @Override
  public String toString() {
    return status + " " + method + " " + head.callId() + " " + head.cseq();
  }
}
