package org.hustings.telephony.media.srtp;

import java.security.MessageDigest;
import java.util.Arrays;

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
    /// Octets of key and salt.
    public static final int OCTETS = KEY_OCTETS + SALT_OCTETS;

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

    /// As it is told in SDP: key, then salt (RFC 4568 section 6.1).
    ///
    /// @throws IllegalArgumentException unless there are 30 octets
    public static Direction of(byte[] keyAndSalt) {
      if (keyAndSalt.length != OCTETS) {
        throw new IllegalArgumentException(
            "key and salt have " + keyAndSalt.length + " octets, expected " + OCTETS);
      }
      return new Direction(
          cut(keyAndSalt, 0, KEY_OCTETS), cut(keyAndSalt, KEY_OCTETS, SALT_OCTETS));
    }

    /// Key, then salt.
    public byte[] keyAndSalt() {
      byte[] both = Arrays.copyOf(key, OCTETS);
      System.arraycopy(salt, 0, both, KEY_OCTETS, SALT_OCTETS);
      return both;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Direction that
          && MessageDigest.isEqual(keyAndSalt(), that.keyAndSalt());
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(keyAndSalt());
    }

    /// Not even its hash.
    @Override
    public String toString() {
      return "Direction[…]";
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
    return Arrays.copyOfRange(from, at, at + length);
  }
}
