package org.hustings.api.http;

import java.util.Optional;
import org.hustings.core.account.SignInRegister.SignedIn;

/// Finds out who sends a request.
@FunctionalInterface
public interface Gatekeeper {

  /// Blocking.
  Optional<SignedIn> whoSends(Credentials credentials);

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
