package org.hustings.api.http;

import java.time.Duration;

/// The cookie of a signed-in browser.
public final class SignInCookie {
  private SignInCookie() {}

  /// `__Host-` makes browsers refuse it without `Secure`, from a parent domain, or for a path (RFC
  /// 6265bis §4.1.3.2).
  static String name(boolean secure) {
    return secure ? "__Host-hustings" : "hustings";
  }

  public static String set(String secret, Duration lasts, boolean secure) {
    return header(secret, lasts.toSeconds(), secure);
  }

  public static String clear(boolean secure) {
    return header("", 0, secure);
  }

  private static String header(String value, long maxAge, boolean secure) {
    return name(secure)
        + "="
        + value
        + "; Path=/; Max-Age="
        + maxAge
        + "; HttpOnly; SameSite=Strict"
        + (secure ? "; Secure" : "");
  }
}
