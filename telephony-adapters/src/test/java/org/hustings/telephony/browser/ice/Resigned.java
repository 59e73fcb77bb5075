package org.hustings.telephony.browser.ice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hustings.telephony.browser.stun.StunMessage;

/// Changes a signed message and signs it again, without the code under test.
final class Resigned {
  private static final int SIGNATURE = 24;
  private static final int FINGERPRINT = 8;

  private Resigned() {}

  /// Another type for one attribute; the fingerprint is left out.
  static StunMessage withType(byte[] message, int from, int to, String password) {
    byte[] changed = Arrays.copyOf(message, message.length - FINGERPRINT);
    ByteBuffer view = ByteBuffer.wrap(changed);
    for (int at = 20; at < changed.length; at += 4 + (view.getShort(at + 2) + 3) / 4 * 4) {
      if (view.getShort(at) == from) {
        view.putShort(at, (short) to);
      }
    }
    view.putShort(2, (short) (changed.length - 20));
    int signed = changed.length - SIGNATURE;
    System.arraycopy(hmac(changed, signed, password), 0, changed, signed + 4, 20);
    return StunMessage.read(changed).orElseThrow();
  }

  private static byte[] hmac(byte[] octets, int length, String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      mac.update(octets, 0, length);
      return mac.doFinal();
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }
}
