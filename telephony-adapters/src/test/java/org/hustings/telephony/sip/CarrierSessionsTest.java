package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.telephony.peers.FreePorts;
import org.hustings.telephony.peers.Sipp;
import org.hustings.telephony.peers.SippScenario;
import org.hustings.telephony.phonenet.wire.Towns;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What carriers do with a call that is up, played by sipp: session timers, and what they do with
/// us: keep-alive. SIP's time goes 25 times as fast as usual, and so does the shortest session.
/// Without sipp these fail.
class CarrierSessionsTest {
  private static final Duration QUICK_T1 = Duration.ofMillis(20);

  @TempDir private Path directory;

  @Test
  void a_carrier_that_has_us_refresh_the_session_gets_that_by_update_or_reinvite() {
    with(
        "has-us-refresh",
        Manners.usual().withSessionsOf(Duration.ofSeconds(90)),
        (world, carrier) -> {
          LegId leg = world.call(SipWorld.RING_FOR);
          world.await(leg, LegEvent.Answered.class);
          carrier.awaitReceived("ACK", 3);
          world.telephony.hangUp(leg);
          return world.end(leg);
        });
  }

  @Test
  void a_carrier_that_stops_refreshing_the_session_is_left_and_the_leg_ends() {
    with(
        "stops-refreshing",
        Manners.usual(),
        (world, _) -> {
          LegId leg = world.call(SipWorld.RING_FOR);
          world.await(leg, LegEvent.Answered.class);
          LegEnd end = world.end(leg);
          assertThat(end.outcome()).isEqualTo(Outcome.ANSWERED);
          assertThat(end.by()).isEqualTo(By.NETWORK);
          assertThat(end.code()).isEqualTo("session expired");
          return end;
        });
  }

  @Test
  void r15_a_trunk_that_stops_answering_rests_and_is_taken_back_by_itself() {
    TrunkConfig trunk =
        SipWorld.trunk(FreePorts.one(), Transport.UDP)
            .with(Manners.usual().askingEvery(Duration.ofMillis(300)));
    SippScenario asked = SippScenario.of("is-asked").times(2);
    int port = trunk.address().port();
    try (SipWorld world = SipWorld.open(SipWorld.quick(QUICK_T1, trunk))) {
      try (Sipp carrier = Sipp.carrier(directory, asked, port)) {
        carrier.awaitPlayed();
      }
      Towns.eventually(() -> !well(world));
      assertThat(world.telephony.admit(SipWorld.timersNow()))
          .isInstanceOfSatisfying(
              Admission.NotNow.class, it -> assertThat(it.reason()).isEqualTo("no-trunk"));
      assertThat(count(world, "true")).isGreaterThanOrEqualTo(2);
      assertThat(count(world, "false")).isPositive();
      try (Sipp carrier = Sipp.carrier(directory, asked, port)) {
        Towns.eventually(() -> well(world));
        world.awaitPermit().close();
        carrier.awaitPlayed();
      }
    }
  }

  private static boolean well(SipWorld world) {
    return world.metrics.get("hustings.sip.trunk.well").gauge().value() == 1;
  }

  private static double count(SipWorld world, String answered) {
    return world
        .metrics
        .get("hustings.sip.trunk.keepalives")
        .tag("answered", answered)
        .counter()
        .count();
  }

  /// What happens between us and a carrier.
  @FunctionalInterface
  private interface Story {
    LegEnd told(SipWorld world, Sipp carrier);
  }

  private void with(String scenario, Manners manners, Story story) {
    try (Sipp carrier = Sipp.carrier(directory, SippScenario.of(scenario));
        SipWorld world =
            SipWorld.open(
                SipWorld.quick(
                    QUICK_T1, SipWorld.trunk(carrier.port(), Transport.UDP).with(manners)))) {
      assertThat(story.told(world, carrier)).isNotNull();
      carrier.awaitPlayed();
      assertThat(world.telephony.openLegs()).isZero();
    }
  }
}
