package org.hustings.api.account;

import java.security.SecureRandom;
import java.util.Base64;

/// Mints secrets that nobody can guess: 256 random bits.
final class Secrets {
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  String mint() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
