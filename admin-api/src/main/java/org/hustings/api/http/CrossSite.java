package org.hustings.api.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// Refuses what another site makes a browser send (CSRF). A browser sends its cookie by itself, so
/// a request that changes something and comes with a cookie must show that a page of ours, or a
/// program, sent it on purpose.
///
/// SameSite=Strict already keeps the cookie at home; this guards against sibling sites on the same
/// domain and browsers that do not know it.
final class CrossSite {
  /// A header that no other site can set without asking this server first (a preflight, which it
  /// does not answer).
  static final String HEADER = "Hustings-Request";

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final Optional<URI> publicUrl;

  CrossSite(Optional<URI> publicUrl) {
    this.publicUrl = requireNonNull(publicUrl, "publicUrl");
  }

  Optional<Problem> judge(HttpServerRequest request) {
    if (SAFE.contains(request.method().name())) {
      return Optional.empty();
    }
    String origin = request.getHeader("Origin");
    String site = request.getHeader("Sec-Fetch-Site");
    if (origin != null ? !isOurs(origin, request) : site != null && !isSameSite(site)) {
      return Optional.of(refusal());
    }
    boolean shown = origin != null || site != null || request.headers().contains(HEADER);
    return shown ? Optional.empty() : Optional.of(refusal());
  }

  private static boolean isSameSite(String site) {
    return site.equals("same-origin") || site.equals("none");
  }

  private boolean isOurs(String origin, HttpServerRequest request) {
    try {
      String authority = URI.create(origin).getAuthority();
      String ours = publicUrl.map(URI::getAuthority).orElseGet(() -> request.getHeader("Host"));
      return authority != null && authority.equalsIgnoreCase(ours);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Problem refusal() {
    return Problem.of(
        403,
        "cross-site",
        "Not from one of our pages",
        "A request with a cookie that changes something must come from this server's own pages"
            + " (Origin), or carry the header `"
            + HEADER
            + ": 1`. Programs better use an API token.");
  }
}
