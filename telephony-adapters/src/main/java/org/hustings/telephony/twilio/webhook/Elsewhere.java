package org.hustings.telephony.twilio.webhook;

/// The other servers of the installation: what one does not know may be of a call that another has.
/// Asked on the webhook's own thread; may block for a moment.
@FunctionalInterface
public interface Elsewhere {
  /// There is no other server.
  Elsewhere NOWHERE = _ -> new Found.Nowhere();

  Found ask(WebhookRequest request);

  /// What the others say.
  sealed interface Found {
    /// One knows it, and answers so.
    record There(WebhookReply reply) implements Found {}

    /// All say that they don't know it.
    record Nowhere() implements Found {}

    /// Not all could be asked.
    record Unsure() implements Found {}
  }
}
