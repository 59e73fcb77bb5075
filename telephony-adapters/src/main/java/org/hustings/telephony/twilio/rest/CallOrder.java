package org.hustings.telephony.twilio.rest;

import com.twilio.http.HttpMethod;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.rest.api.v2010.account.CallCreator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hustings.core.voter.PhoneNumber;

/// The order of one call.
///
/// @param instructions where Twilio asks what to do when it is answered
/// @param events where it tells how the call goes
/// @param ringFor how long it may ring
/// @param answeredBy where it tells whether a machine answered ("asynchronous AMD"); empty if that
///   is not asked for. The call goes on meanwhile
///   (twilio.com/docs/voice/answering-machine-detection)
public record CallOrder(
    PhoneNumber to,
    PhoneNumber from,
    URI instructions,
    URI events,
    Duration ringFor,
    Optional<URI> answeredBy) {
  /// Twilio adds this to whatever it is told.
  private static final Duration TWILIO_ADDS = Duration.ofSeconds(5);

  private static final int SHORTEST = 5;
  private static final int LONGEST = 600;

  CallCreator of(String account) {
    CallCreator creator =
        Call.creator(account, endpoint(to), endpoint(from), instructions)
            .setMethod(HttpMethod.POST)
            .setStatusCallback(events)
            .setStatusCallbackMethod(HttpMethod.POST)
            .setStatusCallbackEvent(List.of("initiated", "ringing", "answered", "completed"))
            .setTimeout(timeout());
    return answeredBy
        .map(place ->
            creator
                .setMachineDetection("Enable")
                .setAsyncAmd("true")
                .setAsyncAmdStatusCallback(place)
                .setAsyncAmdStatusCallbackMethod(HttpMethod.POST))
        .orElse(creator);
  }

  private static com.twilio.type.PhoneNumber endpoint(PhoneNumber number) {
    return new com.twilio.type.PhoneNumber(number.e164());
  }

  private int timeout() {
    return Math.clamp(ringFor.minus(TWILIO_ADDS).toSeconds(), SHORTEST, LONGEST);
  }
}
