package org.hustings.telephony.browser;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.hustings.core.telephony.LegEnd;

/// What operators see of browsers' calls.
final class BrowserMetrics {
  /// Why a datagram was dropped.
  enum Dropped {
    /// Of a host that sends too much without having proven anything.
    TOO_MANY,
    /// Neither STUN nor DTLS nor RTP, or not well-formed.
    MALFORMED,
    /// A check for nobody we know.
    UNKNOWN_USER,
    /// A check whose sender does not know the password.
    WRONG_SIGNATURE,
    /// From an address that has not proven to be a browser's.
    STRANGER,
    /// Media before there are keys for it.
    TOO_EARLY,
    /// Media that do not authenticate, or that were there before.
    NOT_AUTHENTIC
  }

  private final MeterRegistry registry;
  private final Map<Dropped, Counter> dropped = new EnumMap<>(Dropped.class);
  private final Timer connecting;

  BrowserMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Dropped why : Dropped.values()) {
      dropped.put(
          why,
          Counter.builder("hustings.browser.dropped")
              .description("datagrams at the browsers' port that were not a browser's")
              .tag("why", why.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    this.connecting =
        Timer.builder("hustings.browser.connect.time")
            .description("from the offer to the first sound of a browser")
            .publishPercentileHistogram()
            .register(registry);
  }

  void dropped(Dropped why) {
    Counter counter = dropped.get(why);
    if (counter != null) {
      counter.increment();
    }
  }

  void connectedAfter(Duration time) {
    connecting.record(time);
  }

  void ended(LegEnd end) {
    registry
        .counter(
            "hustings.browser.legs.ended",
            "outcome",
            end.outcome().name(),
            "blame",
            end.blame().name())
        .increment();
  }

  void watch(Supplier<Number> legs) {
    Gauge.builder("hustings.browser.legs", legs)
        .description("browsers that are connected or connecting")
        .register(registry);
  }
}
