package org.hustings.api.http;

import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/// Headers that every reply carries.
final class SecurityHeaders {
  /// Pages may load what this server itself serves, and be framed by nobody.
  private static final String CONTENT =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors"
          + " 'none'";

  private SecurityHeaders() {}

  /// What pages may load, if they may connect to a few places besides.
  static String contentPolicy(List<String> reaches) {
    return reaches.isEmpty()
        ? CONTENT
        : CONTENT + "; connect-src 'self' " + String.join(" ", reaches);
  }

  static void put(HttpServerResponse response, boolean secure) {
    response
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Content-Security-Policy", CONTENT)
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)")
        .putHeader("Cache-Control", "no-store");
    if (secure) {
      response.putHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
