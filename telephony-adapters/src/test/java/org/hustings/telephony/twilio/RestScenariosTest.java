package org.hustings.telephony.twilio;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole calls over HTTP, in the payloads that Twilio documents.
class RestScenariosTest {
  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final WireMockServer API =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  private final WireMockedTwilio twilio = new WireMockedTwilio(API, Duration.ofSeconds(20));

  @BeforeAll
  static void open() {
    API.start();
  }

  @AfterAll
  static void closeApi() {
    API.stop();
  }

  @AfterEach
  void close() {
    twilio.close();
  }

  @Test
  void a_whole_call_from_the_order_to_the_voters_hanging_up() {
    twilio.answersOrders(twilio.created());
    LegId leg = twilio.orderCall();
    twilio.event(leg, "initiated");
    twilio.event(leg, "ringing");
    assertThat(twilio.asksWhatNow(leg).text()).contains("<Response>");
    twilio.event(leg, "in-progress");
    twilio.event(leg, "completed", Map.of("CallDuration", "31"));
    assertThat(twilio.kinds())
        .containsExactly("Accepted", "Established", "Ringing", "Answered", "Ended");
    assertThat(twilio.end().outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(twilio.orders()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "busy,      486, BUSY,        CALLED_PARTY, YES",
    "no-answer, 487, NO_ANSWER,   CALLED_PARTY, YES",
    "failed,    404, UNREACHABLE, CALLED_PARTY, YES",
    "canceled,  487, CANCELLED,   UNATTRIBUTABLE, YES",
  })
  void r15_each_final_status_has_its_outcome_and_blame(
      String status, String sip, Outcome outcome, Blame blame, Placed placed) {
    twilio.answersOrders(twilio.created());
    LegId leg = twilio.orderCall();
    twilio.event(leg, "initiated");
    twilio.event(leg, "ringing");
    twilio.event(leg, status, Map.of("CallDuration", "0", "SipResponseCode", sip));
    assertThat(twilio.end().outcome()).isEqualTo(outcome);
    assertThat(twilio.end().blame()).isEqualTo(blame);
    assertThat(twilio.end().placed()).isEqualTo(placed);
  }

  @Test
  void a_machine_that_answered_is_told_while_the_call_goes_on() {
    twilio.answersOrders(twilio.created());
    LegId leg = twilio.orderCall(true);
    assertThat(twilio.order())
        .contains("MachineDetection=Enable", "AsyncAmd=true", "AsyncAmdStatusCallback=https");
    twilio.event(leg, "ringing");
    twilio.event(leg, "in-progress");
    twilio.answeredBy(leg, "machine_start");
    assertThat(twilio.kinds())
        .containsExactly("Accepted", "Established", "Ringing", "Answered", "AnsweredBy");
  }

  @Test
  void a_call_of_which_no_callback_comes_is_learned_from_twilios_books() {
    twilio.answersOrders(twilio.created());
    twilio.booksSay("ringing", "in-progress", "completed");
    LegId _ = twilio.orderCall();
    twilio.passes(Duration.ofSeconds(90));
    assertThat(twilio.kinds())
        .containsExactly("Accepted", "Established", "Ringing", "Answered", "Ended");
  }

  @Test
  void callbacks_that_come_twice_and_late_count_once() {
    twilio.answersOrders(twilio.created());
    LegId leg = twilio.orderCall();
    twilio.event(leg, "ringing");
    twilio.event(leg, "initiated");
    twilio.event(leg, "ringing");
    twilio.event(leg, "busy", Map.of("CallDuration", "0"));
    twilio.event(leg, "busy", Map.of("CallDuration", "0"));
    twilio.event(leg, "ringing");
    assertThat(twilio.kinds()).containsExactly("Accepted", "Established", "Ringing", "Ended");
    assertThat(twilio.end().outcome()).isEqualTo(Outcome.BUSY);
  }

  @Test
  void r22_an_order_whose_answer_took_too_long_is_found_and_not_repeated() {
    Duration patience = Duration.ofMillis(500);
    try (WireMockedTwilio hasty = new WireMockedTwilio(API, patience)) {
      hasty.answersOrders(hasty.created().withFixedDelay(2_000));
      hasty.listHas(Optional.of("ringing"));
      hasty.booksSay("ringing");
      LegId _ = hasty.orderCall();
      assertThat(hasty.kinds()).isEmpty();
      hasty.passes(SHORT);
      assertThat(hasty.kinds()).contains("Accepted", "Ringing");
      assertThat(hasty.orders()).isEqualTo(1);
    }
  }

  @Test
  void r22_a_callback_settles_an_order_without_an_answer_at_once() {
    twilio.answersOrders(new ResponseDefinitionBuilder().withFault(Fault.EMPTY_RESPONSE));
    twilio.listHas(Optional.empty());
    LegId leg = twilio.orderCall();
    twilio.event(leg, "ringing");
    assertThat(twilio.kinds()).contains("Accepted", "Ringing");
    assertThat(twilio.orders()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void r22_a_server_error_that_left_no_trace_is_unknown_and_never_dialed_again(int status) {
    twilio.answersOrders(new ResponseDefinitionBuilder().withStatus(status));
    twilio.listHas(Optional.empty());
    LegId _ = twilio.orderCall();
    twilio.passes(MINUTE);
    assertThat(twilio.end().outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(twilio.end().placed()).isEqualTo(Placed.UNKNOWN);
    assertThat(twilio.orders()).isEqualTo(1);
  }

  @Test
  void an_answer_that_is_slow_but_comes_is_an_answer() {
    twilio.answersOrders(twilio.created().withFixedDelay(300));
    LegId _ = twilio.orderCall();
    assertThat(twilio.kinds()).contains("Accepted");
  }

  @Test
  void a_storm_of_429_is_weathered_as_twilio_asks() {
    ResponseDefinitionBuilder tooMany =
        WireMockedTwilio.refused(429, 20429).withHeader("Retry-After", "3");
    twilio.answersOrders(tooMany, tooMany, twilio.created());
    LegId _ = twilio.orderCall();
    assertThat(twilio.telephony().well()).isFalse();
    twilio.passes(Duration.ofSeconds(2));
    assertThat(twilio.orders()).isEqualTo(1);
    twilio.passes(SHORT);
    assertThat(twilio.kinds()).contains("Accepted");
    assertThat(twilio.orders()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "401, 20003, NOT_CONNECTED, US,           SURELY_NOT, false",
    "400, 21210, NOT_CONNECTED, US,           SURELY_NOT, false",
    "400, 21211, UNREACHABLE,   CALLED_PARTY, YES,        true",
    "400, 13224, UNREACHABLE,   CALLED_PARTY, YES,        true",
    "400, 21215, NOT_CONNECTED, US,           SURELY_NOT, true",
    "400, 21219, NOT_CONNECTED, US,           SURELY_NOT, false",
  })
  void r15_each_refusal_has_its_outcome_blame_and_whether_the_account_rests(
      int status, int code, Outcome outcome, Blame blame, Placed placed, boolean well) {
    twilio.answersOrders(WireMockedTwilio.refused(status, code));
    LegId _ = twilio.orderCall();
    assertThat(twilio.end().outcome()).isEqualTo(outcome);
    assertThat(twilio.end().blame()).isEqualTo(blame);
    assertThat(twilio.end().placed()).isEqualTo(placed);
    assertThat(twilio.end().code()).isEqualTo("Twilio " + code);
    assertThat(twilio.telephony().well()).isEqualTo(well);
  }

  @Test
  void r23_who_takes_over_from_a_server_that_died_hangs_its_call_up() {
    twilio.answersOrders(twilio.created());
    twilio.takesChanges();
    LegId leg = twilio.orderCall();
    twilio.anotherServerTakesOver();
    twilio.event(leg, "ringing");
    assertThat(twilio.changes()).isEqualTo(List.of("Status=completed"));
    assertThat(twilio.asksWhatNow(leg).text()).contains("<Hangup");
    assertThat(twilio.orders()).isEqualTo(1);
    assertThat(twilio.kinds()).isEmpty();
  }
}
