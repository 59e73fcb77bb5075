package org.hustings.telephony.twilio.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether a request is Twilio's: the header is the Base64 of an HMAC-SHA1, keyed with the
/// account's auth token, over the exact public URL and then every field of the form by name, name
/// and value run together (twilio.com/docs/usage/webhooks/webhooks-security).
///
/// Twilio puts a port into the URL in some cases and leaves it out in others, so both are taken.
/// The URL is made from our settings, never from what the request says of its host: what a proxy
/// rewrites or an attacker chooses has no say.
public final class Signature {
  private static final String HMAC = "HmacSHA1";

  private Signature() {}

  /// @param authTokens any of which may have signed
  /// @param url as Twilio was told it, query included
  public static boolean isGood(
      List<String> authTokens, String url, SortedMap<String, String> fields, String signature) {
    byte[] given = signature.getBytes(UTF_8);
    boolean good = false;
    for (String candidate : List.of(url, withPort(url), withoutPort(url))) {
      for (String token : authTokens) {
        byte[] ours = of(token, candidate, fields).getBytes(UTF_8);
        good |= MessageDigest.isEqual(ours, given);
      }
    }
    return good;
  }

  /// What Twilio would send.
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

  private static String withPort(String url) {
    URI uri = URI.create(url);
    if (uri.getPort() >= 0) {
      return url;
    }
    int port = uri.getScheme().equals("https") ? 443 : 80;
    return rebuilt(url, uri, ":" + port);
  }

  private static String withoutPort(String url) {
    return rebuilt(url, URI.create(url), "");
  }

  /// The same URL, character for character, with another port.
  private static String rebuilt(String url, URI uri, String port) {
    String head = uri.getScheme() + "://";
    String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
    String old = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String rest = url.substring((head + user + uri.getHost() + old).length());
    return Stream.of(head, user, uri.getHost(), port, rest).reduce("", String::concat);
  }
}
