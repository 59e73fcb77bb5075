package org.hustings.telephony.twilio.rest;

import static org.hustings.telephony.twilio.rest.RestRequest.Method.POST;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.twilio.rest.RestRequest.Field;

/// The order of one call.
///
/// @param instructions where Twilio asks what to do when it is answered
/// @param events where it tells how the call goes
/// @param ringFor how long it may ring
public record CallOrder(
    PhoneNumber to, PhoneNumber from, URI instructions, URI events, Duration ringFor) {
  /// Twilio adds this to whatever it is told.
  private static final Duration TWILIO_ADDS = Duration.ofSeconds(5);

  private static final long SHORTEST = 5;
  private static final long LONGEST = 600;

  RestRequest request(String path) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("To", to.e164()));
    fields.add(new Field("From", from.e164()));
    fields.add(new Field("Url", instructions.toString()));
    fields.add(new Field("Method", "POST"));
    fields.add(new Field("StatusCallback", events.toString()));
    fields.add(new Field("StatusCallbackMethod", "POST"));
    for (String event : List.of("initiated", "ringing", "answered", "completed")) {
      fields.add(new Field("StatusCallbackEvent", event));
    }
    fields.add(new Field("Timeout", Long.toString(timeout())));
    return new RestRequest(POST, path, fields);
  }

  private long timeout() {
    return Math.clamp(ringFor.minus(TWILIO_ADDS).toSeconds(), SHORTEST, LONGEST);
  }
}
