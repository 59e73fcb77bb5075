package org.hustings.telephony.twilio.rest;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What proves to Twilio that we are the account, and to us that a webhook is Twilio's.
///
/// @param authToken the account's; signs webhooks, and requests where there is no key
/// @param formerAuthToken still good for webhooks while a new one is rolled out
/// @param key preferred for requests, since it can be revoked alone; needed for browsers' tokens
public record Credentials(
    String authToken, Optional<String> formerAuthToken, Optional<ApiKey> key) {

  /// @param sid `SK…`
  public record ApiKey(String sid, String secret) {
    @Override
    public String toString() {
      return "ApiKey[" + sid + "]";
    }
  }

  public Credentials {
    requireNonNull(authToken, "authToken");
    requireNonNull(formerAuthToken, "formerAuthToken");
    requireNonNull(key, "key");
  }

  public static Credentials of(String authToken) {
    return new Credentials(authToken, Optional.empty(), Optional.empty());
  }

  /// All that may have signed a webhook.
  public List<String> authTokens() {
    return Stream.concat(Stream.of(authToken), formerAuthToken.stream()).toList();
  }

  /// User of HTTP Basic.
  String user(String accountSid) {
    return key.map(ApiKey::sid).orElse(accountSid);
  }

  /// Password of HTTP Basic.
  String password() {
    return key.map(ApiKey::secret).orElse(authToken);
  }

  /// Nothing secret.
  @Override
  public String toString() {
    return "Credentials[key=" + key.map(ApiKey::sid).orElse("none") + "]";
  }
}
