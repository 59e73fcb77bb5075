package org.hustings.telephony.twilio.rest;

import java.time.Instant;
import java.util.Optional;

/// A call as Twilio's books have it (twilio.com/docs/voice/api/call-resource).
///
/// @param direction `inbound`, `outbound-api` or `outbound-dial`
public record CallResource(
    String sid, Status status, String direction, Optional<Instant> createdAt) {

  public enum Status {
    QUEUED,
    INITIATED,
    RINGING,
    IN_PROGRESS,
    COMPLETED,
    BUSY,
    NO_ANSWER,
    FAILED,
    CANCELED;

    /// Twilio's word for it; empty for one that we don't know.
    public static Optional<Status> named(String word) {
      return switch (word) {
        case "queued" -> Optional.of(QUEUED);
        case "initiated" -> Optional.of(INITIATED);
        case "ringing" -> Optional.of(RINGING);
        case "in-progress" -> Optional.of(IN_PROGRESS);
        case "completed" -> Optional.of(COMPLETED);
        case "busy" -> Optional.of(BUSY);
        case "no-answer" -> Optional.of(NO_ANSWER);
        case "failed" -> Optional.of(FAILED);
        case "canceled" -> Optional.of(CANCELED);
        default -> Optional.empty();
      };
    }

    public boolean isFinal() {
      return switch (this) {
        case QUEUED, INITIATED, RINGING, IN_PROGRESS -> false;
        case COMPLETED, BUSY, NO_ANSWER, FAILED, CANCELED -> true;
      };
    }
  }
}
