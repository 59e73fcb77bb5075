package org.hustings.telephony.sip;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.hustings.core.telephony.LegEnd;

/// What operators see of the adapter.
final class SipMetrics {
  private final MeterRegistry registry;
  private final Counter strangers;
  private final Counter overruns;
  private final Counter restarts;
  private final Counter notStored;
  private final Timer answerTime;

  SipMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.strangers =
        Counter.builder("hustings.sip.strangers")
            .description("messages and connections of nobody we know, dropped unread")
            .register(registry);
    this.overruns =
        Counter.builder("hustings.sip.overruns")
            .description("messages and connections of peers, dropped since there were too many")
            .register(registry);
    this.restarts =
        Counter.builder("hustings.sip.restarts")
            .description("times that the SIP stack lost a thread and was started again")
            .register(registry);
    this.notStored =
        Counter.builder("hustings.sip.answers.not.stored")
            .description("answers acknowledged before the database had what ends the call (R23)")
            .register(registry);
    this.answerTime =
        Timer.builder("hustings.sip.answer.time")
            .description("from the INVITE to the answer of a voter leg")
            .publishPercentileHistogram()
            .register(registry);
  }

  void stranger() {
    strangers.increment();
  }

  void overrun() {
    overruns.increment();
  }

  void restarted() {
    restarts.increment();
  }

  void notStoredInTime() {
    notStored.increment();
  }

  void answeredAfter(Duration time) {
    answerTime.record(time);
  }

  void ended(boolean incoming, LegEnd end) {
    registry
        .counter(
            "hustings.sip.legs.ended",
            "kind",
            incoming ? "volunteer" : "voter",
            "outcome",
            end.outcome().name(),
            "blame",
            end.blame().name())
        .increment();
  }

  /// A call that one trunk did not take goes through another (R22).
  void rerouted(String from, String to) {
    registry.counter("hustings.sip.calls.rerouted", "from", from, "to", to).increment();
  }

  /// A code that the table of causes lacks.
  void unmapped(String code) {
    registry.counter("hustings.sip.unmapped", "code", code).increment();
  }

  void watch(Supplier<Number> legs, Supplier<Number> healthy) {
    Gauge.builder("hustings.sip.legs", legs)
        .description("legs that are not over")
        .register(registry);
    Gauge.builder("hustings.sip.healthy", healthy)
        .description("1 while all threads that read from the network are alive")
        .register(registry);
  }

  /// A trunk was asked whether it is there.
  void askedIfThere(Trunk trunk, boolean answered) {
    registry
        .counter(
            "hustings.sip.trunk.keepalives",
            "trunk",
            trunk.config().name(),
            "answered",
            Boolean.toString(answered))
        .increment();
  }

  /// How a trunk is, asked at each look.
  void watch(Trunk trunk, InstantSource clock) {
    String name = trunk.config().name();
    Gauge.builder("hustings.sip.trunk.well", () -> trunk.well(clock.instant()) ? 1 : 0)
        .description("1 while calls are tried on the trunk, 0 while it rests after failures (R15)")
        .tag("trunk", name)
        .register(registry);
    Gauge.builder("hustings.sip.trunk.channels.held", trunk::channelsHeld)
        .description("Channels of the trunk that calls hold now")
        .tag("trunk", name)
        .register(registry);
    Gauge.builder("hustings.sip.trunk.channels", () -> trunk.config().capacity().channels())
        .description("Channels that the settings give the trunk")
        .tag("trunk", name)
        .register(registry);
  }
}
