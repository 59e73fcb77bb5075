package org.hustings.telephony.twilio.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An access token as Twilio reads it (twilio.com/docs/iam/access-tokens): a JWT, taken apart by
/// hand.
///
/// @param signed what the signature is over
public record FakeToken(JsonNode header, JsonNode claims, String signed, String signature) {
  private static final JsonMapper JSON = new JsonMapper();

  /// @throws AssertionError if Twilio would not take it for this account
  public static FakeToken read(String jwt, String account) {
    String[] parts = jwt.split("\\.", -1);
    if (parts.length != 3) {
      throw new AssertionError("a token has three parts, got " + parts.length);
    }
    FakeToken token =
        new FakeToken(json(parts[0]), json(parts[1]), parts[0] + "." + parts[1], parts[2]);
    String type = token.header.path("cty").asString("");
    if (!type.equals("twilio-fpa;v=1")) {
      throw new AssertionError("the token's content type is \"" + type + "\"");
    }
    if (!token.claims.path("sub").asString("").equals(account)) {
      throw new AssertionError("the token is of another account");
    }
    return token;
  }

  private static JsonNode json(String part) {
    return JSON.readTree(new String(Base64.getUrlDecoder().decode(part), UTF_8));
  }

  public String identity() {
    return claims.path("grants").path("identity").asString("");
  }

  /// Whether it is signed with a secret (RFC 7515, HS256).
  public boolean isSignedWith(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      byte[] ours = mac.doFinal(signed.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(ours).equals(signature);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public Instant expiresAt() {
    return Instant.ofEpochSecond(claims.path("exp").asLong());
  }
}
