package org.hustings.telephony.twilio.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.twilio.security.RequestValidator;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether a request is Twilio's: the header is the Base64 of an HMAC-SHA1, keyed with the
/// account's auth token, over the exact public URL and then every field of the form by name, name
/// and value run together (twilio.com/docs/usage/webhooks/webhooks-security).
///
/// Twilio puts a port into the URL in some cases and leaves it out in others; its own library,
/// which judges here, takes both. The URL is made from our settings, never from what the request
/// says of its host: what a proxy rewrites or an attacker chooses has no say.
public final class Signature {
  private static final String HMAC = "HmacSHA1";

  private Signature() {}

  /// @param authTokens any of which may have signed
  /// @param url as Twilio was told it, query included
  public static boolean isGood(
      List<String> authTokens, String url, SortedMap<String, String> fields, String signature) {
    return authTokens.stream()
        .anyMatch(token -> new RequestValidator(token).validate(url, fields, signature));
  }

  /// What Twilio would send. Its library checks signatures and makes none; the doctor, who asks our
  /// own webhooks from outside, needs one.
  public static String of(String authToken, String url, SortedMap<String, String> fields) {
    StringBuilder signed = new StringBuilder(url);
    for (Map.Entry<String, String> field : fields.entrySet()) {
      signed.append(field.getKey()).append(field.getValue());
    }
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(authToken.getBytes(UTF_8), HMAC));
      byte[] code = mac.doFinal(signed.toString().getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }
}
