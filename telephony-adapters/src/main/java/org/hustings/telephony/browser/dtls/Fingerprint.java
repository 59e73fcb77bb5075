package org.hustings.telephony.browser.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The hash of a certificate, as `a=fingerprint` gives it (RFC 8122 section 5).
///
/// @param algorithm lower case, for example `sha-256`
/// @param value octets in upper-case hex, with colons
public record Fingerprint(String algorithm, String value) {
  private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();
  private static final Pattern OCTETS = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2}){0,63}");

  /// What is still trusted, with its octets. SHA-1 and MD5 are not.
  private static final Map<String, Integer> TRUSTED =
      Map.of("sha-256", 32, "sha-384", 48, "sha-512", 64);

  /// Reads the attribute's value; empty if it is of no form or algorithm that we trust.
  public static Optional<Fingerprint> read(String text) {
    String[] words = text.strip().split(" +", 3);
    if (words.length != 2) {
      return Optional.empty();
    }
    String algorithm = words[0].toLowerCase(Locale.ROOT);
    String value = words[1].toUpperCase(Locale.ROOT);
    int octets = TRUSTED.getOrDefault(algorithm, 0);
    return octets > 0 && OCTETS.matcher(value).matches() && value.length() == 3 * octets - 1
        ? Optional.of(new Fingerprint(algorithm, value))
        : Optional.empty();
  }

  /// Of a certificate in DER.
  static Fingerprint of(String algorithm, byte[] certificate) {
    try {
      byte[] hash = MessageDigest.getInstance(algorithm).digest(certificate);
      return new Fingerprint(algorithm, HEX.formatHex(hash));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(algorithm + " is missing", everyJdkHasIt);
    }
  }

  boolean isOf(byte[] certificate) {
    return of(algorithm, certificate).equals(this);
  }

  /// As in SDP.
  @Override
  public String toString() {
    return algorithm + " " + value;
  }
}
