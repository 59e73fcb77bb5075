package org.hustings.api.http;

import java.util.Optional;
import org.hustings.core.account.SignInRegister.SignedIn;

/// Finds out who sends a request.
@FunctionalInterface
public interface Gatekeeper {

  /// Blocking.
  Optional<SignedIn> whoSends(Credentials credentials);

  /// Whether whoever sent these, and follows something since, is still signed in. Asked again and
  /// again, so what ended elsewhere may be known some time later than by [#whoSends(Credentials)].
  /// Blocking.
  default boolean staysSignedIn(Credentials credentials) {
    return whoSends(credentials).isPresent();
  }

  /// Who sent these before, as far as is remembered: for what must not wait for the store. Returns
  /// at once.
  default Optional<SignedIn> remembered(Credentials credentials) {
    return Optional.empty();
  }

  /// What a request brought to show who sends it; a token goes before a cookie.
  record Credentials(Optional<String> bearer, Optional<String> cookie) {
    boolean isEmpty() {
      return bearer.isEmpty() && cookie.isEmpty();
    }
  }
}
