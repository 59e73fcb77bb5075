package org.hustings.telephony.sip.stack;

import java.util.Locale;

/// What carries SIP messages.
public enum Transport {
  UDP,
  TCP,
  /// TCP, encrypted.
  TLS;

  /// As it stands in a Via header or a `transport` parameter.
  public String token() {
    return switch (this) {
      case UDP -> "udp";
      case TCP -> "tcp";
      case TLS -> "tls";
    };
  }

  /// By its token, in whatever case; UDP where it is none that we know.
  public static Transport of(String token) {
    return switch (token.toLowerCase(Locale.ROOT)) {
      case "tcp" -> TCP;
      case "tls" -> TLS;
      default -> UDP;
    };
  }
}
