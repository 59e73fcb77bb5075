package org.hustings.telephony.twilio;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.time.Timers;
import org.hustings.telephony.prompt.Prompts;
import org.hustings.telephony.twilio.rest.Calls;
import org.hustings.telephony.twilio.rest.Recordings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all legs share.
///
/// @param told takes the events; must only enqueue
record Exchange(
    TwilioConfig config,
    Legs legs,
    Books books,
    Studio studio,
    Clockwork clockwork,
    Consumer<LegEvent> told,
    TwilioMetrics metrics) {

  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  /// Twilio's side: its API, what its codes mean, and the account's budget.
  record Books(Calls calls, Recordings recordings, TwilioCauses causes, Account account) {}

  /// What is heard, and where it is fetched.
  record Studio(Places places, Sounds sounds, Rooms rooms, Tapes tapes) {
    static Studio of(
        TwilioConfig config,
        Prompts prompts,
        Recordings recordings,
        TwilioTelephony.Surroundings around) {
      Places places = new Places(config.webhooks());
      return new Studio(
          places,
          new Sounds(prompts, places, around.clock(), around.random()),
          new Rooms(config.webhooks()),
          new Tapes(recordings, around.runners(), around.timers()));
    }
  }

  record Clockwork(Timers timers, InstantSource clock) {}

  Instant now() {
    return clockwork.clock().instant();
  }

  /// The steady time, for how long something takes whatever is done to the clock.
  Duration elapsed() {
    return clockwork.timers().elapsed();
  }

  /// Counts and logs the end of a leg.
  ///
  /// @param kind `voter` or `volunteer`
  void noteEnd(LegId leg, String kind, LegEnd end) {
    metrics.ended(kind, end);
    log.atInfo()
        .setMessage("A leg is over.")
        .addKeyValue("event", "leg-ended")
        .addKeyValue("leg", leg)
        .addKeyValue("kind", kind)
        .addKeyValue("outcome", end.outcome())
        .addKeyValue("blame", end.blame())
        .addKeyValue("by", end.by())
        .addKeyValue("placed", end.placed())
        .addKeyValue("rang", end.rang())
        .addKeyValue("code", end.code())
        .log();
  }

  void tell(LegEvent event) {
    told.accept(event);
  }
}
