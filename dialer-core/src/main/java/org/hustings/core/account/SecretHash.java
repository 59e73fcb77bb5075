package org.hustings.core.account;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The SHA-256 of a long random secret (a cookie, an API token): all that is stored of it. Not for
/// what people choose, such as passwords and PINs, which can be guessed and need a slow hash.
public record SecretHash(String hex) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  public SecretHash {
    requireNonNull(hex, "hex");
    if (!SHA_256.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "expected 64 lower-case hex digits, got " + hex.length() + " characters");
    }
  }

  public static SecretHash of(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return new SecretHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
