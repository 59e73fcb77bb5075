package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEvent;
import org.hustings.telephony.peers.Sipp;
import org.hustings.telephony.peers.SippScenario;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What carriers do with a call that is up, played by sipp: session timers. SIP's time goes 25
/// times as fast as usual, and so does the shortest session. Without sipp these fail.
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
