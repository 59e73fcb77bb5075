package org.hustings.telephony.twilio.webhook;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// A request as it reached us.
///
/// @param method `GET` or `POST`
/// @param target path and query as they stood in the request line, from where our webhooks begin
/// @param signature the header `X-Twilio-Signature`
/// @param body of a `POST`, as text
/// @param forwarded whether another server of the installation passes it on, which does not know
///   what it is about
public record WebhookRequest(
    String method, String target, Optional<String> signature, String body, boolean forwarded) {
  public WebhookRequest {
    requireNonNull(method, "method");
    requireNonNull(target, "target");
    requireNonNull(signature, "signature");
    requireNonNull(body, "body");
  }

  /// Straight from Twilio.
  public WebhookRequest(String method, String target, Optional<String> signature, String body) {
    this(method, target, signature, body, false);
  }

  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /// Without leading `?`; empty if there is none.
  public String query() {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }

  /// Without query and body, which may hold numbers and digits.
  @Override
  public String toString() {
    return method + " " + path();
  }
}
