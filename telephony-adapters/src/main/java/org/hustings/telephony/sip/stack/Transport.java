package org.hustings.telephony.sip.stack;

/// What carries SIP messages.
public enum Transport {
  UDP,
  TCP;

  /// As it stands in a Via header or a `transport` parameter.
  public String token() {
    return switch (this) {
      case UDP -> "udp";
      case TCP -> "tcp";
    };
  }
}
