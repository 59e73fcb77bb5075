package org.hustings.telephony.twilio;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.callerid.CallerIds;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.twilio.rest.Answer;
import org.hustings.telephony.twilio.rest.OutgoingCallerIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Caller IDs that are verified by Twilio, for the account.
final class TwilioCallerIds implements CallerIds {
  private static final Logger log = LoggerFactory.getLogger(TwilioCallerIds.class);

  /// "Phone number already validated".
  private static final int IN_THE_BOOK = 21450;

  private final OutgoingCallerIds book;
  private final TwilioCauses causes;

  TwilioCallerIds(OutgoingCallerIds book, TwilioCauses causes) {
    this.book = book;
    this.causes = causes;
  }

  @Override
  public boolean verifies() {
    return true;
  }

  @Override
  public Order order(PhoneNumber number, String name) {
    return switch (book.verify(number, name)) {
      case Answer.Done<String>(String code) -> new Order.Rings(code);
      case Answer.Refused<String> refused when refused.code() == IN_THE_BOOK ->
          new Order.InTheBook();
      case Answer.Refused<String> refused -> new Order.Refused(refused(refused).sentence());
      case Answer.NotSent<String> _ -> new Order.NotSent();
      case Answer.Unknown<String>(String why) -> {
        warn(
            "caller-id-unclear",
            "Twilio did not say whether it rings; it is not asked again.",
            why);
        yield new Order.Unknown();
      }
    };
  }

  @Override
  public Standing standing(PhoneNumber number) {
    return switch (book.verifiedSince(number)) {
      case Answer.Done<Optional<Instant>>(Optional<Instant> since) ->
          since.<Standing>map(Standing.Verified::new).orElseGet(Standing.NotVerified::new);
      case Answer.Refused<Optional<Instant>> refused -> {
        TwilioCauses.Meaning _ = refused(refused);
        yield new Standing.Unknown();
      }
      case Answer.NotSent<Optional<Instant>> _, Answer.Unknown<Optional<Instant>> _ ->
          new Standing.Unknown();
    };
  }

  private TwilioCauses.Meaning refused(Answer.Refused<?> refused) {
    TwilioCauses.Meaning meaning = causes.meaning(refused);
    warn(
        "caller-id-refused",
        "Twilio would not verify a caller ID: " + meaning.sentence(),
        TwilioCauses.code(refused));
    return meaning;
  }

  private static void warn(String event, String message, String code) {
    log.atWarn().setMessage(message).addKeyValue("event", event).addKeyValue("code", code).log();
  }
}
