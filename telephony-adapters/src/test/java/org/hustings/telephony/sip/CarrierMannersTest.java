package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.core.telephony.LegEvent;
import org.hustings.telephony.media.dtmf.DigitTones;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.peers.SipTransport;
import org.hustings.telephony.peers.Sipp;
import org.hustings.telephony.peers.SippScenario;
import org.hustings.telephony.phonenet.wire.Towns;
import org.hustings.telephony.sip.call.Credentials;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What carriers do, played by sipp, and what becomes of the leg. Without sipp these fail.
class CarrierMannersTest {
  private static final short[] CHIRP = Sounds.chirp(Duration.ofSeconds(1));

  @TempDir private Path directory;

  // spotless:off
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "486, Busy Here,               BUSY,          CALLED_PARTY",
    "600, Busy Everywhere,         BUSY,          CALLED_PARTY",
    "603, Decline,                 DECLINED,      CALLED_PARTY",
    "404, Not Found,               UNREACHABLE,   CALLED_PARTY",
    "484, Address Incomplete,      UNREACHABLE,   CALLED_PARTY",
    "480, Temporarily Unavailable, NO_ANSWER,     CALLED_PARTY",
    "408, Request Timeout,         NO_ANSWER,     CALLED_PARTY",
    "503, Service Unavailable,     NOT_CONNECTED, CARRIER"
  })
  // spotless:on
  void a_refusal_after_ringing_is_what_its_code_says(
      int code, String reason, Outcome outcome, Blame blame) {
    with(
        SippScenario.refusing(code, reason),
        world -> {
          LegId leg = world.call(SipWorld.RING_FOR);
          world.await(leg, LegEvent.Accepted.class);
          assertThat(world.await(leg, LegEvent.Ringing.class).earlyMedia()).isFalse();
          LegEnd end = world.end(leg);
          assertThat(end.outcome()).isEqualTo(outcome);
          assertThat(end.blame()).isEqualTo(blame);
          assertThat(end.placed()).isEqualTo(Placed.YES);
          assertThat(end.rang()).isTrue();
          assertThat(end.code()).isEqualTo("SIP " + code);
          return end;
        });
  }

  @ParameterizedTest
  @CsvSource({"503, Service Unavailable", "403, Forbidden", "302, Moved Temporarily"})
  void r22_a_refusal_without_ringing_on_the_carriers_side_was_surely_not_placed(
      int code, String reason) {
    with(
        SippScenario.refusingAtOnce(code, reason),
        world -> {
          LegEnd end = world.end(world.call(SipWorld.RING_FOR));
          assertThat(end.outcome()).isEqualTo(Outcome.NOT_CONNECTED);
          assertThat(end.placed()).isEqualTo(Placed.SURELY_NOT);
          assertThat(end.rang()).isFalse();
          return end;
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void a_voter_answers_and_hangs_up(Transport transport) {
    SippScenario scenario =
        SippScenario.hangingUpAfter(Duration.ofMillis(300))
            .playing(CHIRP)
            .over(transport == Transport.UDP ? SipTransport.UDP : SipTransport.TCP);
    try (Sipp carrier = Sipp.carrier(directory, scenario);
        SipWorld world = SipWorld.towards(carrier.port(), transport)) {
      LegId leg = world.call(SipWorld.RING_FOR);
      world.await(leg, LegEvent.Established.class);
      world.await(leg, LegEvent.Answered.class);
      LegEnd end = world.end(leg);
      assertThat(end.outcome()).isEqualTo(Outcome.ANSWERED);
      assertThat(end.by()).isEqualTo(By.FAR_END);
      assertThat(end.blame()).isEqualTo(Blame.NOBODY);
      carrier.awaitPlayed();
      assertThat(world.telephony.openLegs()).isZero();
    }
  }

  @Test
  void early_media_is_told_and_then_the_answer() {
    with(
        SippScenario.of("early-media").playing(CHIRP),
        world -> {
          LegId leg = world.call(SipWorld.RING_FOR);
          assertThat(world.await(leg, LegEvent.Ringing.class).earlyMedia()).isTrue();
          world.await(leg, LegEvent.Answered.class);
          world.telephony.hangUp(leg);
          return world.end(leg);
        });
  }

  @Test
  void a_bye_right_behind_the_200_ends_an_answered_leg() {
    with(
        SippScenario.of("answers-and-hangs-up-at-once"),
        world -> {
          LegId leg = world.call(SipWorld.RING_FOR);
          world.await(leg, LegEvent.Answered.class);
          LegEnd end = world.end(leg);
          assertThat(end.outcome()).isEqualTo(Outcome.ANSWERED);
          assertThat(end.by()).isEqualTo(By.FAR_END);
          return end;
        });
  }

  @Test
  void a_200_that_crosses_the_cancel_is_acknowledged_ended_and_never_answered() {
    with(
        SippScenario.of("answers-into-the-cancel"),
        world -> {
          LegId leg = world.call(SipWorld.RING_FOR);
          world.await(leg, LegEvent.Ringing.class);
          world.telephony.hangUp(leg);
          LegEnd end = world.end(leg);
          assertThat(end.outcome()).isEqualTo(Outcome.CANCELLED);
          assertThat(end.by()).isEqualTo(By.US);
          return end;
        });
  }

  @Test
  void r14_when_the_ring_time_is_over_the_call_is_cancelled_and_nobody_answered() {
    with(
        SippScenario.of("rings-out"),
        world -> {
          LegEnd end = world.end(world.call(Duration.ofSeconds(1)));
          assertThat(end.outcome()).isEqualTo(Outcome.NO_ANSWER);
          assertThat(end.by()).isEqualTo(By.US);
          assertThat(end.rang()).isTrue();
          return end;
        });
  }

  @Test
  void repetitions_are_answered_again_and_change_nothing() {
    with(
        SippScenario.of("repeats-itself"),
        world -> {
          LegId leg = world.call(SipWorld.RING_FOR);
          world.await(leg, LegEvent.Answered.class);
          world.telephony.hangUp(leg);
          LegEnd end = world.end(leg);
          assertThat(world.rest(leg)).isEmpty();
          return end;
        });
  }

  @Test
  void a_carrier_that_goes_by_registration_is_told_where_we_are_until_we_close() {
    try (Sipp carrier = Sipp.carrier(directory, SippScenario.of("registers"))) {
      TrunkConfig trunk =
          SipWorld.trunk(carrier.port(), Transport.UDP)
              .withCredentials(new Credentials("hustings", "let-me-call"))
              .with(Manners.usual().registering(Duration.ofMinutes(5)));
      try (SipWorld world = SipWorld.open(SipWorld.config(trunk))) {
        world.awaitPermit().close();
        // It grants six seconds and wants to be asked again before they are over.
        Towns.eventually(() -> carrier.received("REGISTER") == 3);
      }
      carrier.awaitPlayed();
    }
  }

  @Test
  void a_carrier_that_wants_its_provisional_answers_acknowledged_gets_that() {
    with(
        SippScenario.of("wants-prack"),
        world -> {
          LegId leg = world.call(SipWorld.RING_FOR);
          assertThat(world.await(leg, LegEvent.Ringing.class).earlyMedia()).isTrue();
          world.await(leg, LegEvent.Answered.class);
          world.telephony.hangUp(leg);
          return world.end(leg);
        });
  }

  @Test
  void keys_are_heard_in_the_sound_of_a_peer_that_knows_no_telephone_events() {
    short[] keys =
        Sounds.join(
            Sounds.silence(Duration.ofMillis(400)),
            DigitTones.of(Digits.of("5#")),
            Sounds.silence(Duration.ofMillis(400)));
    SippScenario scenario =
        SippScenario.of("answers-without-events").with("stays", "2500").playing(keys);
    with(
        scenario,
        world -> {
          LegId leg = world.call(SipWorld.RING_FOR);
          world.await(leg, LegEvent.Answered.class);
          assertThat(world.await(leg, LegEvent.Digit.class).key()).isEqualTo('5');
          assertThat(world.await(leg, LegEvent.Digit.class).key()).isEqualTo('#');
          return world.end(leg);
        });
  }

  @Test
  void a_key_that_a_carrier_tells_by_info_is_a_key() {
    with(
        SippScenario.of("tells-a-key-by-info").with("key", "7"),
        world -> {
          LegId leg = world.call(SipWorld.RING_FOR);
          world.await(leg, LegEvent.Answered.class);
          assertThat(world.await(leg, LegEvent.Digit.class).key()).isEqualTo('7');
          return world.end(leg);
        });
  }

  @Test
  void the_caller_id_of_the_order_is_presented() {
    try (Sipp carrier = Sipp.carrier(directory, SippScenario.refusing(486, "Busy Here"));
        SipWorld world = SipWorld.towards(carrier.port(), Transport.UDP)) {
      world.end(world.call(SipWorld.RING_FOR));
      assertThat(carrier.messages())
          .containsPattern("From: <sip:\\+19195550100@127\\.0\\.0\\.1>;tag=")
          .contains("INVITE sip:+19195550182@127.0.0.1:" + carrier.port() + " SIP/2.0");
    }
  }

  private void with(SippScenario scenario, Function<SipWorld, LegEnd> story) {
    try (Sipp carrier = Sipp.carrier(directory, scenario);
        SipWorld world = SipWorld.towards(carrier.port(), Transport.UDP)) {
      LegEnd end = story.apply(world);
      assertThat(end).isNotNull();
      carrier.awaitPlayed();
      assertThat(world.telephony.openLegs()).isZero();
    }
  }
}
