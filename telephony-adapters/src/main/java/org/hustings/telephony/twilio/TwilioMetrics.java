package org.hustings.telephony.twilio;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Supplier;
import org.hustings.core.telephony.LegEnd;

/// What operators see of the adapter.
final class TwilioMetrics {
  private final MeterRegistry registry;
  private final Timer answerTime;
  private final Counter unknownOrders;
  private final Counter straysEnded;

  /// Why a webhook was not followed.
  enum Odd {
    /// No signature, or a wrong one.
    FORGED,
    /// Signed, but of another account.
    OTHER_ACCOUNT,
    /// No form, or too long.
    MALFORMED,
    /// Of a leg or call that is over or was never ours.
    STALE,
    /// Told already.
    REPEATED,
    /// A second call for one leg.
    SECOND_CALL,
    /// A browser that names another leg than its token does, or none.
    OTHER_LEG,
    /// A sound whose signature is wrong or whose time is over.
    SOUND_REFUSED
  }

  TwilioMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.answerTime =
        Timer.builder("hustings.twilio.answer.time")
            .description("From the order to the answer of a voter leg")
            .publishPercentileHistogram()
            .register(registry);
    this.unknownOrders =
        Counter.builder("hustings.twilio.orders.unknown")
            .description("Orders without an answer, which were then looked for")
            .register(registry);
    this.straysEnded =
        Counter.builder("hustings.twilio.strays.ended")
            .description("Calls in rooms of ours that no server knew any more, and that were ended")
            .register(registry);
    for (Odd odd : Odd.values()) {
      Counter _ = counter(odd);
    }
  }

  private Counter counter(Odd odd) {
    return Counter.builder("hustings.twilio.webhooks.odd")
        .description("Webhooks that were not followed")
        .tag("why", odd.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .register(registry);
  }

  void odd(Odd why) {
    counter(why).increment();
  }

  void unknownOrder() {
    unknownOrders.increment();
  }

  void strayEnded() {
    straysEnded.increment();
  }

  void answeredAfter(Duration time) {
    answerTime.record(time);
  }

  void ended(String kind, LegEnd end) {
    registry
        .counter(
            "hustings.twilio.legs.ended",
            "kind",
            kind,
            "outcome",
            end.outcome().name(),
            "blame",
            end.blame().name())
        .increment();
  }

  /// A code that the table of causes lacks.
  void unmapped(String code) {
    registry.counter("hustings.twilio.unmapped", "code", code).increment();
  }

  void watch(Account account, Supplier<Number> legs, InstantSource clock) {
    Gauge.builder("hustings.twilio.legs", legs)
        .description("Legs that are not over")
        .register(registry);
    Gauge.builder("hustings.twilio.well", () -> account.well(clock.instant()) ? 1 : 0)
        .description("1 while calls are ordered from Twilio, 0 while the account rests (R15)")
        .register(registry);
    Gauge.builder("hustings.twilio.channels.held", account::channelsHeld)
        .description("Channels of the account that calls hold now")
        .register(registry);
    Gauge.builder("hustings.twilio.channels", account::channels)
        .description("Channels that the settings give the account")
        .register(registry);
  }
}
