package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.telephony.sip.call.CallEnd;
import org.hustings.telephony.sip.call.CallEnd.GivenUpFor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The specification of what codes mean: a row per code, read from the top.
class SipCausesTest {
  private final List<String> unmapped = new ArrayList<>();
  private final SipCauses causes = new SipCauses(unmapped::add);

  // spotless:off
  @ParameterizedTest(name = "{0} {4}: {1}, {2}, placed {3}")
  @CsvSource(delimiter = '|', textBlock = """
      300 | NOT_CONNECTED | CARRIER      | SURELY_NOT | redirections are not followed
      301 | NOT_CONNECTED | CARRIER      | SURELY_NOT | moved permanently
      302 | NOT_CONNECTED | CARRIER      | SURELY_NOT | moved temporarily
      305 | NOT_CONNECTED | CARRIER      | SURELY_NOT | use proxy
      380 | NOT_CONNECTED | CARRIER      | SURELY_NOT | alternative service
      400 | NOT_CONNECTED | US           | SURELY_NOT | bad request
      401 | NOT_CONNECTED | US           | SURELY_NOT | our credentials are wrong
      402 | NOT_CONNECTED | US           | SURELY_NOT | our account is empty
      403 | NOT_CONNECTED | CARRIER      | SURELY_NOT | forbidden
      404 | UNREACHABLE   | CALLED_PARTY | YES        | no such number
      405 | NOT_CONNECTED | CARRIER      | SURELY_NOT | method not allowed
      406 | NOT_CONNECTED | US           | SURELY_NOT | not acceptable
      407 | NOT_CONNECTED | US           | SURELY_NOT | our credentials are wrong
      408 | NO_ANSWER     | CALLED_PARTY | YES        | the network waited long enough
      410 | UNREACHABLE   | CALLED_PARTY | YES        | number gone
      413 | NOT_CONNECTED | US           | SURELY_NOT | too large
      414 | NOT_CONNECTED | US           | SURELY_NOT | URI too long
      415 | NOT_CONNECTED | US           | SURELY_NOT | media type
      416 | NOT_CONNECTED | US           | SURELY_NOT | URI scheme
      420 | NOT_CONNECTED | US           | SURELY_NOT | bad extension
      421 | NOT_CONNECTED | US           | SURELY_NOT | extension required
      422 | NOT_CONNECTED | US           | SURELY_NOT | session interval too small
      428 | NOT_CONNECTED | US           | SURELY_NOT | signed caller ID wanted
      433 | NOT_CONNECTED | US           | SURELY_NOT | caller ID wanted
      436 | NOT_CONNECTED | US           | SURELY_NOT | bad identity
      437 | NOT_CONNECTED | US           | SURELY_NOT | unsupported certificate
      438 | NOT_CONNECTED | US           | SURELY_NOT | invalid identity
      480 | NO_ANSWER     | CALLED_PARTY | YES        | temporarily unavailable
      481 | NOT_CONNECTED | CARRIER      | SURELY_NOT | no such call
      482 | NOT_CONNECTED | CARRIER      | SURELY_NOT | loop
      483 | NOT_CONNECTED | CARRIER      | SURELY_NOT | too many hops
      484 | UNREACHABLE   | CALLED_PARTY | YES        | address incomplete
      485 | UNREACHABLE   | CALLED_PARTY | YES        | ambiguous
      486 | BUSY          | CALLED_PARTY | YES        | busy here
      487 | NO_ANSWER     | CALLED_PARTY | YES        | terminated, not by our CANCEL
      488 | NOT_CONNECTED | US           | SURELY_NOT | no common codec
      491 | NOT_CONNECTED | US           | SURELY_NOT | request pending
      493 | NOT_CONNECTED | US           | SURELY_NOT | undecipherable
      500 | NOT_CONNECTED | CARRIER      | SURELY_NOT | server internal error
      501 | NOT_CONNECTED | CARRIER      | SURELY_NOT | not implemented
      502 | NOT_CONNECTED | CARRIER      | SURELY_NOT | bad gateway
      503 | NOT_CONNECTED | CARRIER      | SURELY_NOT | service unavailable
      504 | NOT_CONNECTED | CARRIER      | SURELY_NOT | server time-out
      505 | NOT_CONNECTED | CARRIER      | SURELY_NOT | version not supported
      513 | NOT_CONNECTED | US           | SURELY_NOT | message too large
      580 | NOT_CONNECTED | CARRIER      | SURELY_NOT | precondition failure
      600 | BUSY          | CALLED_PARTY | YES        | busy everywhere
      603 | DECLINED      | CALLED_PARTY | YES        | decline
      604 | UNREACHABLE   | CALLED_PARTY | YES        | does not exist anywhere
      606 | NOT_CONNECTED | US           | SURELY_NOT | not acceptable anywhere
      607 | DECLINED      | CALLED_PARTY | YES        | unwanted
      608 | NOT_CONNECTED | CARRIER      | SURELY_NOT | blocked on the way
      """)
  // spotless:on
  void a_sip_code_means(int status, Outcome outcome, Blame blame, Placed placed, String meaning) {
    LegEnd end = refused(status, false);
    assertThat(end.outcome()).as(meaning).isEqualTo(outcome);
    assertThat(end.blame()).isEqualTo(blame);
    assertThat(end.placed()).isEqualTo(placed);
    assertThat(end.code()).isEqualTo("SIP " + status);
    assertThat(unmapped).isEmpty();
  }

  // spotless:off
  @ParameterizedTest(name = "Q.850 {0} {3}: {1}, {2}")
  @CsvSource(delimiter = '|', textBlock = """
        1 | UNREACHABLE   | CALLED_PARTY | unallocated number
        2 | NOT_CONNECTED | CARRIER      | no route to transit network
        3 | UNREACHABLE   | CALLED_PARTY | no route to destination
        4 | UNREACHABLE   | CALLED_PARTY | special information tone
       17 | BUSY          | CALLED_PARTY | user busy
       18 | NO_ANSWER     | CALLED_PARTY | no user responding
       19 | NO_ANSWER     | CALLED_PARTY | no answer from user
       20 | NO_ANSWER     | CALLED_PARTY | subscriber absent
       21 | DECLINED      | CALLED_PARTY | call rejected
       22 | UNREACHABLE   | CALLED_PARTY | number changed
       25 | NOT_CONNECTED | CARRIER      | exchange routing error
       26 | NO_ANSWER     | CALLED_PARTY | non-selected user clearing
       27 | UNREACHABLE   | CALLED_PARTY | destination out of order
       28 | UNREACHABLE   | CALLED_PARTY | invalid number format
       29 | NOT_CONNECTED | CARRIER      | facility rejected
       34 | NOT_CONNECTED | CARRIER      | no circuit available
       38 | NOT_CONNECTED | CARRIER      | network out of order
       41 | NOT_CONNECTED | CARRIER      | temporary failure
       42 | NOT_CONNECTED | CARRIER      | congestion
       43 | NOT_CONNECTED | CARRIER      | access information discarded
       44 | NOT_CONNECTED | CARRIER      | requested circuit not available
       47 | NOT_CONNECTED | CARRIER      | resource unavailable
       50 | NOT_CONNECTED | US           | facility not subscribed
       52 | NOT_CONNECTED | US           | outgoing calls barred
       54 | UNREACHABLE   | CALLED_PARTY | incoming calls barred
       55 | UNREACHABLE   | CALLED_PARTY | incoming calls barred within the group
       57 | NOT_CONNECTED | US           | bearer not authorized
       58 | NOT_CONNECTED | CARRIER      | bearer not available
       65 | NOT_CONNECTED | US           | bearer not implemented
       79 | NOT_CONNECTED | US           | service not implemented
       87 | UNREACHABLE   | CALLED_PARTY | user not a member of the group
       88 | UNREACHABLE   | CALLED_PARTY | incompatible destination
      102 | NOT_CONNECTED | CARRIER      | recovery on timer expiry
      111 | NOT_CONNECTED | CARRIER      | protocol error
      """)
  // spotless:on
  void a_q850_cause_says_more_than_a_503(int cause, Outcome outcome, Blame blame, String meaning) {
    LegEnd end = refused(503, false, "Q.850;cause=" + cause + ";text=\"" + meaning + "\"");
    assertThat(end.outcome()).as(meaning).isEqualTo(outcome);
    assertThat(end.blame()).isEqualTo(blame);
    assertThat(end.code()).isEqualTo("SIP 503, Q.850 " + cause);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 408, 480, 487, 500, 502, 503, 504})
  void a_cause_overrides_a_code_that_says_little(int status) {
    assertThat(refused(status, false, "Q.850;cause=17").outcome()).isEqualTo(Outcome.BUSY);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 486, 603, 604})
  void a_cause_does_not_override_a_code_that_says_it_all(int status) {
    assertThat(refused(status, false, "Q.850;cause=34"))
        .extracting(LegEnd::outcome)
        .isEqualTo(refused(status, false).outcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Q.850;cause=16", "Q.850;cause=31", "SIP;cause=486", "Q.850", "", "x"})
  void a_reason_that_says_nothing_changes_nothing(String reason) {
    assertThat(refused(480, false, reason).outcome()).isEqualTo(Outcome.NO_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q.850 ; cause=17",
        "Q.850;text=\"Busy\";cause=17",
        "Q.850;cause=\"17\"",
        "Q.850; cause = 17"
      })
  void reasons_are_written_in_many_ways(String reason) {
    assertThat(refused(480, false, reason).outcome()).isEqualTo(Outcome.BUSY);
  }

  @Test
  void r22_what_rang_was_placed_whatever_came_of_it() {
    assertThat(refused(503, true).placed()).isEqualTo(Placed.YES);
    assertThat(refused(503, false).placed()).isEqualTo(Placed.SURELY_NOT);
  }

  @Test
  void a_code_that_nobody_mapped_is_our_fault_and_counted() {
    LegEnd end = refused(499, false);
    assertThat(end.outcome()).isEqualTo(Outcome.NOT_CONNECTED);
    assertThat(end.blame()).isEqualTo(Blame.US);
    assertThat(unmapped).containsExactly("SIP 499");
    assertThat(refused(499, false, "Q.850;cause=17").outcome()).isEqualTo(Outcome.BUSY);
    assertThat(unmapped).hasSize(1);
  }

  @Test
  void r22_silence_is_unknown_and_never_surely_unplaced() {
    LegEnd end = causes.legEnd(new CallEnd.Silence());
    assertThat(end.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(end.placed()).isEqualTo(Placed.UNKNOWN);
    assertThat(causes.legEnd(new CallEnd.NotSent("x", false)).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(causes.legEnd(new CallEnd.NotSent("x", true)).placed()).isEqualTo(Placed.SURELY_NOT);
  }

  @Test
  void r14_ringing_out_is_no_answer_and_hanging_up_is_cancelled() {
    assertThat(causes.legEnd(new CallEnd.GivenUp(GivenUpFor.RING_TIME_OVER, true, true)))
        .isEqualTo(
            new LegEnd(
                Outcome.NO_ANSWER, Blame.CALLED_PARTY, By.US, Placed.YES, true, "ring time over"));
    LegEnd cancelled = causes.legEnd(new CallEnd.GivenUp(GivenUpFor.HANG_UP, false, false));
    assertThat(cancelled.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(cancelled.placed()).isEqualTo(Placed.UNKNOWN);
  }

  @Test
  void whoever_says_bye_ended_it() {
    assertThat(causes.legEnd(new CallEnd.WeLeft()).by()).isEqualTo(By.US);
    assertThat(causes.legEnd(new CallEnd.Vanished()).by()).isEqualTo(By.NETWORK);
    LegEnd left = causes.legEnd(new CallEnd.FarEndLeft(List.of("Q.850;cause=16")));
    assertThat(left.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(left.by()).isEqualTo(By.FAR_END);
    assertThat(left.code()).isEqualTo("BYE, Q.850 16");
  }

  private LegEnd refused(int status, boolean rang, String... reasons) {
    return causes.legEnd(new CallEnd.Refused(status, List.of(reasons), rang));
  }
}
