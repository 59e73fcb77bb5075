package org.hustings.telephony.twilio;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony.Rejection;
import org.hustings.core.time.Timers;
import org.hustings.telephony.twilio.rest.Answer;
import org.hustings.telephony.twilio.rest.CallResource;
import org.hustings.telephony.twilio.webhook.Form;

/// Takes the calls that come in, and ends those that nobody owns.
final class Reception {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /// What stands in `From` where the number is withheld: ANONYMOUS, BLOCKED, RESTRICTED, UNKNOWN
  /// and UNAVAILABLE, spelled on a telephone's keys.
  private static final Set<String> WITHHELD =
      Set.of("+266696687", "+2562533", "+7378742833", "+8656696", "+86282452253");

  private final Exchange exchange;
  private final TwilioTelephony.Surroundings surroundings;

  Reception(Exchange exchange, TwilioTelephony.Surroundings surroundings) {
    this.exchange = exchange;
    this.surroundings = surroundings;
  }

  /// Somebody calls. A request that comes twice is one call.
  ///
  /// @param sid Twilio's name of the call
  String called(String sid, Form form) {
    Optional<TwilioLeg> known = exchange.legs().find(sid);
    if (known.isPresent()) {
      return known.get().next(0, form);
    }
    LegId id =
        new LegId(new UUID(surroundings.random().nextLong(), surroundings.random().nextLong()));
    TwilioLeg leg =
        new TwilioLeg(
            id,
            exchange,
            surroundings.runners().inbox("leg-" + id, Runnable::run),
            new Way.Incoming());
    exchange.legs().add(leg);
    leg.taken(sid);
    Instant now = exchange.now();
    exchange.tell(
        new LegEvent.Offered(
            id, now, caller(form), form.field("To").orElse(""), exchange.config().name()));
    Timers.Timer _ =
        exchange
            .clockwork()
            .timers()
            .after(exchange.config().limits().offerFor(), () -> leg.reject(Rejection.UNAVAILABLE));
    return leg.next(0, form);
  }

  private static Optional<String> caller(Form form) {
    return form.field("From")
        .filter(number -> E164.matcher(number).matches())
        .filter(number -> !WITHHELD.contains(number));
  }

  /// Ends a call of ours whose leg nobody knows any more.
  void endStray(String sid) {
    surroundings
        .runners()
        .run(
            "stray",
            () -> {
              Answer<CallResource> _ = exchange.books().calls().end(sid);
            });
  }
}
