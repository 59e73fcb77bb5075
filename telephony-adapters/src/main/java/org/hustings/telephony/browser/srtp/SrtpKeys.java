package org.hustings.telephony.browser.srtp;

/// The keys of one connection, for AES_CM_128_HMAC_SHA1_80 (RFC 5764 section 4.1.2): the one
/// profile that every browser must have (RFC 8827 section 6.5).
///
/// @param client what the DTLS client sends with
/// @param server what the DTLS server sends with
public record SrtpKeys(Direction client, Direction server) {
  public static final int KEY_OCTETS = 16;
  public static final int SALT_OCTETS = 14;

  /// Octets that are exported from the handshake.
  public static final int EXPORTED = 2 * (KEY_OCTETS + SALT_OCTETS);

  /// The label to export by (RFC 5764 section 4.2).
  public static final String LABEL = "EXTRACTOR-dtls_srtp";

  /// Master key and salt of one direction. Says nothing of itself in logs.
  public static final class Direction {
    private final byte[] key;
    private final byte[] salt;

    public Direction(byte[] key, byte[] salt) {
      if (key.length != KEY_OCTETS || salt.length != SALT_OCTETS) {
        throw new IllegalArgumentException(
            "key and salt have %d and %d octets, expected 16 and 14"
                .formatted(key.length, salt.length));
      }
      this.key = key.clone();
      this.salt = salt.clone();
    }

    public byte[] key() {
      return key.clone();
    }

    public byte[] salt() {
      return salt.clone();
    }
  }

  /// Cuts what was exported: client key, server key, client salt, server salt.
  public static SrtpKeys ofExported(byte[] exported) {
    if (exported.length != EXPORTED) {
      throw new IllegalArgumentException(
          "exported " + exported.length + " octets, expected " + EXPORTED);
    }
    int salts = 2 * KEY_OCTETS;
    return new SrtpKeys(
        new Direction(cut(exported, 0, KEY_OCTETS), cut(exported, salts, SALT_OCTETS)),
        new Direction(
            cut(exported, KEY_OCTETS, KEY_OCTETS),
            cut(exported, salts + SALT_OCTETS, SALT_OCTETS)));
  }

  private static byte[] cut(byte[] from, int at, int length) {
    return java.util.Arrays.copyOfRange(from, at, at + length);
  }
}
