package org.hustings.telephony.peers;

/// How a peer sends its SIP messages.
public enum SipTransport {
  UDP,
  /// UDP over IPv6.
  UDP6,
  TCP
}
