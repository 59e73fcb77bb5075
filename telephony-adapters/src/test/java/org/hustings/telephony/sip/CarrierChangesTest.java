package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEvent;
import org.hustings.telephony.peers.Sipp;
import org.hustings.telephony.peers.SippScenario;
import org.hustings.telephony.sip.SipConfig.Limits;
import org.hustings.telephony.sip.SipConfig.Listen;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls that are answered twice, described late or described anew, as carriers do it, played by
/// sipp. Without sipp these fail.
class CarrierChangesTest {
  @TempDir private Path directory;

  @Test
  void of_two_places_that_answer_the_first_has_the_call_and_the_other_is_ended() {
    try (Sipp carrier = Sipp.carrier(directory, SippScenario.of("forks"));
        SipWorld world = SipWorld.towards(carrier.port(), Transport.UDP)) {
      LegId leg = world.call(SipWorld.RING_FOR);
      world.await(leg, LegEvent.Answered.class);
      carrier.awaitReceived("BYE", 1);
      assertThat(world.rest(leg)).noneMatch(LegEvent.Ended.class::isInstance);
      world.telephony.hangUp(leg);
      assertThat(world.end(leg).by()).isEqualTo(By.US);
      carrier.awaitPlayed();
    }
  }

  @Test
  void a_carrier_changes_the_codec_in_mid_call_and_lets_us_make_the_next_offer() {
    endsByFarEnd(SippScenario.of("changes-codec").with("stays", "100"));
  }

  @Test
  void changes_that_clash_get_491_and_a_transfer_is_refused_while_the_call_goes_on() {
    endsByFarEnd(SippScenario.of("clashes"));
  }

  private void endsByFarEnd(SippScenario scenario) {
    try (Sipp carrier = Sipp.carrier(directory, scenario);
        SipWorld world = SipWorld.towards(carrier.port(), Transport.UDP)) {
      LegId leg = world.call(SipWorld.RING_FOR);
      world.await(leg, LegEvent.Answered.class);
      LegEnd end = world.end(leg);
      carrier.awaitPlayed();
      assertThat(end.outcome()).isEqualTo(Outcome.ANSWERED);
      assertThat(end.by()).isEqualTo(By.FAR_END);
    }
  }

  @Test
  void a_caller_who_brings_no_offer_gets_ours_and_answers_it_in_the_ack() {
    SipConfig open = SipWorld.config(SipWorld.trunk(5060, Transport.UDP));
    SipConfig config =
        new SipConfig(
            Listen.on(SipWorld.LOOPBACK, 0),
            open.trunks(),
            java.util.List.of(Cidr.parse("127.0.0.1/32")),
            Limits.usual());
    try (SipWorld world = SipWorld.open(config);
        Sipp caller =
            Sipp.caller(
                directory,
                SippScenario.of("calls-without-an-offer"),
                world.telephony.local(),
                "5550100")) {
      LegId leg = world.offered().leg();
      world.telephony.answer(leg);
      world.await(leg, LegEvent.Answered.class);
      LegEnd end = world.end(leg);
      caller.awaitPlayed();
      assertThat(end.outcome()).isEqualTo(Outcome.ANSWERED);
      assertThat(end.by()).isEqualTo(By.FAR_END);
    }
  }
}
