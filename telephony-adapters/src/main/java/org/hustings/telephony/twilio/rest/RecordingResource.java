package org.hustings.telephony.twilio.rest;

/// A recording as Twilio's books have it (twilio.com/docs/voice/api/recording).
public record RecordingResource(String sid, Status status) {

  public enum Status {
    /// Being spoken, or being made a file of.
    UNDER_WAY,
    COMPLETED,
    /// Nothing was said, or Twilio lost it.
    ABSENT
  }
}
