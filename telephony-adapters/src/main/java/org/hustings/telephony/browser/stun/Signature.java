package org.hustings.telephony.browser.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// MESSAGE-INTEGRITY of short-term credentials (RFC 8489 section 14.5): HMAC-SHA1 over the message
/// before it, whose header gives the length as if the message ended with it.
final class Signature {
  static final int OCTETS = 20;
  private static final String ALGORITHM = "HmacSHA1";

  private Signature() {}

  /// @param length of what stands before the attribute, header included
  static byte[] of(byte[] message, int length, String password) {
    ByteBuffer signed = ByteBuffer.allocate(length).put(message, 0, length);
    signed.putShort(2, (short) (length + 4 + OCTETS - StunMessage.HEADER));
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(signed.array());
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(ALGORITHM + " is missing", everyJdkHasIt);
    }
  }
}
