package org.hustings.telephony.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_CLOSED;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_ESTABLISHED;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_PROGRESS;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_RINGING;

import java.nio.file.Path;
import java.time.Duration;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The scenarios themselves, with baresip as the caller: what they play is what they say they play.
class SippTest {
  private static final short[] CHIRP = Sounds.chirp(Duration.ofSeconds(2));

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"486, Busy Here", "603, Decline", "404, Not Found", "480, Temporarily Unavailable"})
  void a_carrier_refuses_with_the_code_that_the_test_wants(int code, String reason) {
    try (Sipp carrier = Sipp.carrier(directory, SippScenario.refusing(code, reason));
        Baresip phone = phone()) {
      phone.dial(at(carrier));

      phone.await(CALL_RINGING);
      assertThat(phone.await(CALL_CLOSED).detail()).isEqualTo(code + " " + reason);
      carrier.awaitPlayed();
    }
  }

  @ParameterizedTest
  @CsvSource({"UDP", "TCP"})
  void a_carrier_answers_plays_and_hangs_up(SipTransport transport) {
    SippScenario scenario = SippScenario.hangingUpAfter(Duration.ofMillis(2500)).playing(CHIRP);
    try (Sipp carrier = Sipp.carrier(directory, scenario.over(transport));
        Baresip phone = Baresip.start(directory, BaresipLine.named("ada").over(transport))) {
      phone.dial(at(carrier));
      phone.await(CALL_ESTABLISHED);
      phone.await(CALL_CLOSED);
      carrier.awaitPlayed();

      assertThat(Correlation.of(CHIRP, phone.heard()).coefficient()).isGreaterThan(0.99);
    }
  }

  @Test
  void a_carrier_is_heard_before_it_answers() {
    try (Sipp carrier = Sipp.carrier(directory, SippScenario.of("early-media").playing(CHIRP));
        Baresip phone = phone()) {
      phone.dial(at(carrier));
      phone.await(CALL_PROGRESS);
      phone.await(CALL_ESTABLISHED);
      phone.hangUp();
      carrier.awaitPlayed();

      assertThat(Correlation.of(CHIRP, phone.heard()).coefficient()).isGreaterThan(0.99);
    }
  }

  @Test
  void a_carrier_rings_until_the_caller_cancels() {
    try (Sipp carrier = Sipp.carrier(directory, SippScenario.of("rings-out"));
        Baresip phone = phone()) {
      phone.dial(at(carrier));
      phone.await(CALL_RINGING);
      phone.hangUp();

      carrier.awaitPlayed();
    }
  }

  @Test
  void a_carrier_hangs_up_in_the_moment_in_which_it_answers() {
    SippScenario scenario = SippScenario.of("answers-and-hangs-up-at-once");
    try (Sipp carrier = Sipp.carrier(directory, scenario);
        Baresip phone = phone()) {
      phone.dial(at(carrier));
      phone.await(CALL_CLOSED);

      carrier.awaitPlayed();
    }
  }

  @Test
  void a_carrier_answers_although_the_caller_cancels() {
    try (Sipp carrier = Sipp.carrier(directory, SippScenario.of("answers-into-the-cancel"));
        Baresip phone = phone()) {
      phone.dial(at(carrier));
      phone.await(CALL_RINGING);
      phone.hangUp();

      carrier.awaitPlayed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"challenges", "challenges-as-proxy"})
  void a_carrier_asks_who_calls(String scenario) {
    BaresipLine known = BaresipLine.named("ada").knownAs("hustings", "let-me-call");
    try (Sipp carrier = Sipp.carrier(directory, SippScenario.of(scenario));
        Baresip phone = Baresip.start(directory, known)) {
      phone.dial(at(carrier));
      phone.await(CALL_ESTABLISHED);
      phone.hangUp();

      carrier.awaitPlayed();
    }
  }

  @Test
  void a_carrier_that_is_told_a_wrong_password_fails_the_test_and_tells_the_story() {
    BaresipLine stranger = BaresipLine.named("ada").knownAs("hustings", "guessed");
    try (Sipp carrier = Sipp.carrier(directory, SippScenario.of("challenges"));
        Baresip phone = Baresip.start(directory, stranger)) {
      phone.dial(at(carrier));

      assertThatThrownBy(() -> carrier.awaitPlayed(Duration.ofSeconds(2)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("401 Unauthorized");
    }
  }

  @Test
  void a_carrier_repeats_itself_and_wants_each_answer_twice() {
    try (Sipp carrier = Sipp.carrier(directory, SippScenario.of("repeats-itself"));
        Baresip phone = phone()) {
      phone.dial(at(carrier));
      phone.await(CALL_ESTABLISHED);
      phone.hangUp();
      carrier.awaitPlayed();

      assertThat(carrier.received("ACK")).isEqualTo(2);
      assertThat(carrier.received("BYE")).isGreaterThan(1);
    }
  }

  private Baresip phone() {
    return Baresip.start(directory, BaresipLine.named("ada"));
  }

  private static String at(Sipp carrier) {
    return "sip:14155550123@127.0.0.1:" + carrier.port();
  }
}
