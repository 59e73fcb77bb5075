package org.hustings.api.account;

import java.security.SecureRandom;
import java.util.Base64;

/// Mints secrets: 256 random bits that nobody can guess, and digits for a telephone's keys.
final class Secrets {
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  String mint() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Every combination is as likely as any other.
  String digits(int count) {
    StringBuilder digits = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }
}
