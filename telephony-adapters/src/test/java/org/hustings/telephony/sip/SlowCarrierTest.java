package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.telephony.peers.Sipp;
import org.hustings.telephony.peers.SippScenario;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A trunk that is slow, silent or overloaded, played by sipp: what becomes of the call, and of the
/// trunk. Without sipp these fail.
class SlowCarrierTest {
  /// SIP's time 25 times as fast as usual: timer B after 1.28 instead of 32 seconds.
  private static final Duration QUICK_T1 = Duration.ofMillis(20);

  @TempDir private Path directory;

  private static SippScenario comingLate(int saysNothing, int thinks, int rings) {
    return SippScenario.of("comes-late")
        .with("says-nothing", Integer.toString(saysNothing))
        .with("thinks", Integer.toString(thinks))
        .with("rings", Integer.toString(rings));
  }

  /// The call is told of once in each of its steps, and is one call of one INVITE on the wire.
  private static void assertOneCall(SipWorld world, Sipp carrier) {
    LegId leg = world.call(Duration.ofSeconds(30));
    world.await(leg, LegEvent.Accepted.class);
    assertThat(world.await(leg, LegEvent.Ringing.class).earlyMedia()).isFalse();
    world.await(leg, LegEvent.Answered.class);
    assertThat(world.rest(leg))
        .noneMatch(
            event -> event instanceof LegEvent.Accepted || event instanceof LegEvent.Ringing);
    assertThat(carrier.calls()).hasSize(1);
    assertThat(carrier.transactions("INVITE")).hasSize(1);
    world.telephony.hangUp(leg);
    assertThat(world.end(leg).outcome()).isEqualTo(Outcome.ANSWERED);
    carrier.awaitPlayed();
    assertThat(world.telephony.openLegs()).isZero();
  }

  @Test
  void r22_a_carrier_silent_for_two_seconds_gets_the_invite_again_and_it_is_one_call() {
    try (Sipp carrier = Sipp.carrier(directory, comingLate(2000, 300, 300));
        SipWorld world = SipWorld.towards(carrier.port(), Transport.UDP)) {
      assertOneCall(world, carrier);
      assertThat(carrier.received("INVITE")).isGreaterThan(1);
    }
  }

  /// Twice as long as timer B, which is over with the 100 (RFC 3261 section 17.1.1.2).
  @Test
  void r22_a_carrier_that_thinks_long_after_its_100_is_waited_for_and_nothing_is_dialed_again() {
    try (Sipp carrier = Sipp.carrier(directory, comingLate(1, 2500, 100));
        SipWorld world = quick(carrier)) {
      assertOneCall(world, carrier);
    }
  }

  @Test
  void r22_after_silence_until_timer_b_the_attempt_is_unknown_and_the_trunk_rests() {
    try (Sipp carrier = Sipp.carrier(directory, SippScenario.of("silent"));
        SipWorld world = quick(carrier)) {
      LegEnd end = world.end(world.call(Duration.ofSeconds(30)));
      assertThat(end.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(end.placed()).isEqualTo(Placed.UNKNOWN);
      assertThat(carrier.calls()).hasSize(1);
      assertThat(carrier.transactions("INVITE")).hasSize(1);
      Instant again = rests(world);
      assertThat(world.telephony.admit(again)).isInstanceOf(Admission.Admitted.class);
    }
  }

  @Test
  void no_cancel_is_sent_before_the_carrier_has_said_something() {
    SippScenario late = SippScenario.of("rings-late").with("says-nothing", "1000");
    try (Sipp carrier = Sipp.carrier(directory, late);
        SipWorld world = SipWorld.towards(carrier.port(), Transport.UDP)) {
      LegId leg = world.call(SipWorld.RING_FOR);
      carrier.awaitReceived("INVITE", 1);
      world.telephony.hangUp(leg);
      LegEnd end = world.end(leg);
      assertThat(end.outcome()).isEqualTo(Outcome.CANCELLED);
      assertThat(end.by()).isEqualTo(By.US);
      carrier.awaitPlayed();
      assertThat(carrier.messages())
          .containsSubsequence(List.of("INVITE sip:", "SIP/2.0 180 Ringing", "CANCEL sip:"));
    }
  }

  @ParameterizedTest
  @CsvSource({"30, 30", "'30 (at lunch);duration=3600', 30", "604800, 300"})
  void r15_a_503_with_retry_after_has_the_trunk_rest_for_as_long(String header, int seconds) {
    SippScenario overloaded = SippScenario.of("is-overloaded").with("again", header);
    try (Sipp carrier = Sipp.carrier(directory, overloaded);
        SipWorld world = SipWorld.towards(carrier.port(), Transport.UDP)) {
      Instant before = SipWorld.timersNow();
      LegEnd end = world.end(world.call(SipWorld.RING_FOR));
      Instant after = SipWorld.timersNow();
      assertThat(end.outcome()).isEqualTo(Outcome.NOT_CONNECTED);
      assertThat(end.placed()).isEqualTo(Placed.SURELY_NOT);
      Instant again = rests(world);
      assertThat(again).isBetween(before.plusSeconds(seconds), after.plusSeconds(seconds));
      assertThat(world.telephony.admit(again.minusMillis(1))).isInstanceOf(Admission.NotNow.class);
      assertThat(world.telephony.admit(again)).isInstanceOf(Admission.Admitted.class);
      carrier.awaitPlayed();
    }
  }

  @Test
  void one_503_that_asks_for_nothing_leaves_the_trunk_in() {
    SippScenario refuses = SippScenario.refusingAtOnce(503, "Service Unavailable");
    try (Sipp carrier = Sipp.carrier(directory, refuses);
        SipWorld world = SipWorld.towards(carrier.port(), Transport.UDP)) {
      world.end(world.call(SipWorld.RING_FOR));
      assertThat(world.telephony.well()).isTrue();
      world.awaitPermit().close();
    }
  }

  /// Until when.
  private static Instant rests(SipWorld world) {
    assertThat(world.telephony.well()).isFalse();
    assertThat(world.metrics.get("hustings.sip.trunk.well").gauge().value()).isZero();
    Admission.NotNow refusal = (Admission.NotNow) world.telephony.admit(SipWorld.timersNow());
    assertThat(refusal.reason()).isEqualTo("no-trunk");
    return refusal.again();
  }

  private static SipWorld quick(Sipp carrier) {
    return SipWorld.open(SipWorld.quick(QUICK_T1, SipWorld.trunk(carrier.port(), Transport.UDP)));
  }
}
