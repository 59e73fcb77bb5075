package org.hustings.telephony.twilio.rest;

import static java.util.Objects.requireNonNull;

import com.twilio.rest.api.v2010.account.OutgoingCallerId;
import com.twilio.rest.api.v2010.account.ValidationRequest;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.voter.PhoneNumber;

/// The numbers that are not the account's and were verified for it
/// (twilio.com/docs/voice/api/outgoing-caller-ids). Every method blocks for one request.
public final class OutgoingCallerIds {
  /// Twilio rings so many seconds after its answer: time to have the code on the screen.
  private static final int RINGS_AFTER_SECONDS = 5;

  private final TwilioApi api;

  public OutgoingCallerIds(TwilioApi api) {
    this.api = api;
  }

  /// Has Twilio ring a number and ask for a code, which is what this answers. Not idempotent: each
  /// request rings, so one without an answer is not repeated.
  ///
  /// @param name 64 characters at most
  public Answer<String> verify(PhoneNumber number, String name) {
    return api.ask(client ->
        requireNonNull(
            ValidationRequest.creator(api.account(), new com.twilio.type.PhoneNumber(number.e164()))
                .setFriendlyName(name)
                .setCallDelay(RINGS_AFTER_SECONDS)
                .create(client)
                .getValidationCode(),
            "validation_code"));
  }

  /// Since when a number is verified; empty if it is not.
  public Answer<Optional<Instant>> verifiedSince(PhoneNumber number) {
    return api.ask(client ->
        OutgoingCallerId.reader(api.account())
            .setPhoneNumber(number.e164())
            .firstPage(client)
            .getRecords()
            .stream()
            .map(OutgoingCallerId::getDateCreated)
            .map(Instant::from)
            .max(Instant::compareTo));
  }
}
