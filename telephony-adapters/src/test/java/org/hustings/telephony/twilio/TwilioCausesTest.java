package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.telephony.twilio.TwilioCauses.CallSoFar;
import org.hustings.telephony.twilio.rest.Answer;
import org.hustings.telephony.twilio.rest.CallResource.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioCausesTest {
  private final List<String> unmapped = new ArrayList<>();
  private final TwilioCauses causes = new TwilioCauses(unmapped::add);

  private static Answer.Refused<?> refused(int status, int code) {
    return new Answer.Refused<>(status, code, Optional.empty());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "401, 20003, NOT_CONNECTED, US,           SURELY_NOT, true,  twilio.account-sid",
    "401, 0,     NOT_CONNECTED, US,           SURELY_NOT, true,  twilio.account-sid",
    "429, 20429, NOT_CONNECTED, CARRIER,      SURELY_NOT, true,  twilio.cps",
    "400, 10004, NOT_CONNECTED, US,           SURELY_NOT, true,  twilio.channels",
    "400, 13224, UNREACHABLE,   CALLED_PARTY, YES,        false, does not call",
    "400, 21210, NOT_CONNECTED, US,           SURELY_NOT, true,  Verified caller IDs",
    "400, 21211, UNREACHABLE,   CALLED_PARTY, YES,        false, no valid number",
    "400, 21212, NOT_CONNECTED, US,           SURELY_NOT, true,  twilio.caller-id",
    "400, 21213, NOT_CONNECTED, US,           SURELY_NOT, true,  twilio.caller-id",
    "400, 21214, UNREACHABLE,   CALLED_PARTY, YES,        false, cannot reach",
    "400, 21215, NOT_CONNECTED, US,           SURELY_NOT, false, Geo permissions",
    "400, 21216, UNREACHABLE,   CALLED_PARTY, YES,        false, support",
    "400, 21217, UNREACHABLE,   CALLED_PARTY, YES,        false, no valid number",
    "400, 21218, NOT_CONNECTED, US,           SURELY_NOT, true,  TwiML application",
    "400, 21219, NOT_CONNECTED, US,           SURELY_NOT, true,  upgrade",
    "400, 21401, UNREACHABLE,   CALLED_PARTY, YES,        false, no valid number",
    "400, 21450, NOT_CONNECTED, US,           SURELY_NOT, false, verified already"
  })
  void r15_a_refusal_is_laid_at_the_right_door_and_says_what_to_do(
      int status,
      int code,
      Outcome outcome,
      Blame blame,
      Placed placed,
      boolean rests,
      String words) {
    LegEnd end = causes.refused(refused(status, code));
    assertThat(end.outcome()).isEqualTo(outcome);
    assertThat(end.blame()).isEqualTo(blame);
    assertThat(end.placed()).isEqualTo(placed);
    assertThat(end.rang()).isFalse();
    assertThat(causes.meaning(refused(status, code)).rests()).isEqualTo(rests);
    assertThat(causes.meaning(refused(status, code)).sentence()).contains(words);
    assertThat(unmapped).isEmpty();
  }

  @Test
  void a_code_that_nobody_mapped_is_our_fault_and_counted() {
    LegEnd end = causes.refused(refused(400, 29999));
    assertThat(end.blame()).isEqualTo(Blame.US);
    assertThat(end.placed()).isEqualTo(Placed.SURELY_NOT);
    assertThat(unmapped).containsExactly("Twilio 29999");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "COMPLETED,    , ANSWERED,      NOBODY,       YES",
    "BUSY,      486, BUSY,          CALLED_PARTY, YES",
    "BUSY,      603, DECLINED,      CALLED_PARTY, YES",
    "BUSY,         , BUSY,          CALLED_PARTY, YES",
    "NO_ANSWER, 487, NO_ANSWER,     CALLED_PARTY, YES",
    "FAILED,    404, UNREACHABLE,   CALLED_PARTY, YES",
    "FAILED,    503, NOT_CONNECTED, CARRIER,      SURELY_NOT",
    "FAILED,       , UNREACHABLE,   CALLED_PARTY, YES",
    "CANCELED,     , CANCELLED,     UNATTRIBUTABLE, YES"
  })
  void r20_a_final_status_suggests_what_the_network_meant(
      Status status, Integer sip, Outcome outcome, Blame blame, Placed placed) {
    LegEnd end =
        causes.ended(status, Optional.ofNullable(sip), new CallSoFar(false, false, false, false));
    assertThat(end.outcome()).isEqualTo(outcome);
    assertThat(end.blame()).isEqualTo(blame);
    assertThat(end.placed()).isEqualTo(placed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPLETED", "CANCELED", "NO_ANSWER", "BUSY", "FAILED"})
  void what_we_ended_before_the_answer_is_cancelled_whatever_twilio_calls_it(Status status) {
    LegEnd end = causes.ended(status, Optional.empty(), new CallSoFar(true, false, true, false));
    assertThat(end.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(end.by()).isEqualTo(LegEnd.By.US);
  }
}
