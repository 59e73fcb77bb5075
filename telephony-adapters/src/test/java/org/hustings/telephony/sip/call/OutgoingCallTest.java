package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.call.CallEnd.GivenUp;
import org.hustings.telephony.sip.call.CallEnd.GivenUpFor;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.SipRequest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What a call of ours does with each turn that a network can take (RFC 3261 sections 9, 13, 15).
class OutgoingCallTest {
  private final CallWorld world = new CallWorld();
  private final ScriptedStack stack = world.stack;

  @Test
  void rings_is_answered_and_acknowledged_and_left_by_the_far_end() {
    world.call();
    ScriptedStack.Sent invite = stack.next("INVITE");
    assertThat(invite.request.head().header("P-Asserted-Identity")).isPresent();
    invite.answer(100);
    invite.answer(180);
    invite.answerWithSdp(200);
    world.settle();

    assertThat(world.heard).containsExactly("accepted", "ringing 180", "answered");
    SipRequest ack = stack.next("ACK").request;
    assertThat(ack.head().cseq()).isEqualTo(1);
    assertThat(ack.head().to().tag()).contains("far");

    ScriptedStack.Incoming bye =
        stack.receive(CallWorld.within(invite, SipRequest.BYE, 1, Optional.empty()));
    world.settle();
    assertThat(bye.last().status()).isEqualTo(200);
    assertThat(world.ends).containsExactly(new CallEnd.FarEndLeft(List.of("Q.850;cause=16")));
  }

  @Test
  void early_media_is_audible_and_a_183_without_description_says_nothing() {
    world.call();
    ScriptedStack.Sent invite = stack.next("INVITE");
    invite.answer(183);
    invite.answerWithSdp(183);
    world.settle();
    assertThat(world.heard).containsExactly("accepted", "ringing 183 audible");
  }

  @Test
  void a_200_may_leave_out_what_the_183_said_already() {
    world.call();
    ScriptedStack.Sent invite = stack.next("INVITE");
    invite.answerWithSdp(183);
    invite.answer(200);
    world.settle();
    stack.next("ACK");
    assertThat(world.heard).endsWith("answered");
    assertThat(world.ends).isEmpty();
  }

  @Test
  void an_answer_without_any_description_or_with_a_useless_one_is_acknowledged_and_ended() {
    world.takesAnswer = false;
    world.call();
    stack.next("INVITE").answerWithSdp(200);
    world.settle();
    stack.next("ACK");
    stack.next("BYE");
    assertThat(world.ends).containsExactly(new CallEnd.MediaRefused());

    world.takesAnswer = true;
    world.call();
    stack.next("INVITE").answer(200);
    world.settle();
    stack.next("ACK");
    stack.next("BYE");
    assertThat(world.ends).hasSize(2).last().isEqualTo(new CallEnd.MediaRefused());
  }

  @Test
  void a_refusal_keeps_its_code_its_reasons_and_whether_it_rang() {
    world.call();
    ScriptedStack.Sent invite = stack.next("INVITE");
    invite.answer(180);
    invite.answer(486, new Header("Reason", "Q.850;cause=17"));
    world.settle();
    assertThat(world.ends)
        .containsExactly(new CallEnd.Refused(486, List.of("Q.850;cause=17"), true));
    assertThat(stack.quiet()).isTrue();
  }

  @Test
  void a_redirection_is_not_followed() {
    world.call();
    stack.next("INVITE").answer(302, new Header("Contact", "<sip:elsewhere@192.0.2.1>"));
    world.settle();
    assertThat(world.ends).containsExactly(new CallEnd.Refused(302, List.of(), false));
    assertThat(stack.quiet()).isTrue();
  }

  @Test
  void silence_is_told_as_silence() {
    world.call();
    stack.next("INVITE").answers.orElseThrow().silence();
    world.settle();
    assertThat(world.ends).containsExactly(new CallEnd.Silence());
  }

  @Test
  void what_could_not_be_sent_is_told_so() {
    world.call();
    stack.next("INVITE").answers.orElseThrow().broken("no connection", true);
    world.settle();
    assertThat(world.ends).containsExactly(new CallEnd.NotSent("no connection", true));
  }

  @Nested
  class GivingUp {
    @Test
    void after_the_ring_time_it_is_cancelled_and_the_487_ends_it() {
      world.call();
      ScriptedStack.Sent invite = stack.next("INVITE");
      invite.answer(180);
      world.pass(Duration.ofSeconds(59));
      assertThat(invite.cancelled).isFalse();
      world.pass(Duration.ofSeconds(1));
      assertThat(invite.cancelled).isTrue();
      assertThat(world.ends).isEmpty();
      invite.answer(487);
      world.settle();
      assertThat(world.ends).containsExactly(new GivenUp(GivenUpFor.RING_TIME_OVER, true, true));
    }

    @Test
    void cancel_waits_for_the_first_provisional_answer() {
      OutgoingCall call = world.call();
      ScriptedStack.Sent invite = stack.next("INVITE");
      call.hangUp();
      world.settle();
      assertThat(invite.cancelled).isFalse();
      invite.answer(100);
      world.settle();
      assertThat(invite.cancelled).isTrue();
      invite.answer(487);
      world.settle();
      assertThat(world.ends).containsExactly(new GivenUp(GivenUpFor.HANG_UP, true, false));
    }

    @Test
    void a_200_that_crosses_the_cancel_is_acknowledged_then_ended_and_was_never_answered() {
      OutgoingCall call = world.call();
      ScriptedStack.Sent invite = stack.next("INVITE");
      invite.answer(180);
      call.hangUp();
      world.settle();
      assertThat(invite.cancelled).isTrue();
      invite.answerWithSdp(200);
      world.settle();
      stack.next("ACK");
      assertThat(stack.next("BYE").request.head().cseq()).isEqualTo(2);
      assertThat(world.heard).doesNotContain("answered");
      assertThat(world.ends).containsExactly(new GivenUp(GivenUpFor.HANG_UP, true, true));
    }

    @Test
    void a_200_without_any_provisional_before_does_not_answer_a_call_that_was_given_up() {
      OutgoingCall call = world.call();
      ScriptedStack.Sent invite = stack.next("INVITE");
      call.hangUp();
      invite.answerWithSdp(200);
      world.settle();
      stack.next("ACK");
      stack.next("BYE");
      assertThat(world.heard).doesNotContain("answered");
      assertThat(world.ends).containsExactly(new GivenUp(GivenUpFor.HANG_UP, true, false));
    }

    @Test
    void an_invite_without_final_answer_is_abandoned_32_seconds_after_its_cancel() {
      OutgoingCall call = world.call();
      ScriptedStack.Sent invite = stack.next("INVITE");
      invite.answer(180);
      call.hangUp();
      world.pass(Duration.ofSeconds(31));
      assertThat(world.ends).isEmpty();
      world.pass(Duration.ofSeconds(1));
      assertThat(invite.abandoned).isTrue();
      assertThat(world.ends).hasSize(1);
    }

    @Test
    void when_the_busy_signal_is_quicker_than_our_cancel_at_the_ring_times_end_it_is_busy() {
      world.call();
      ScriptedStack.Sent invite = stack.next("INVITE");
      invite.answer(180);
      world.pass(Duration.ofSeconds(60));
      invite.answer(486);
      world.settle();
      assertThat(world.ends).containsExactly(new CallEnd.Refused(486, List.of(), true));
    }

    @Test
    void it_ends_even_if_the_stack_lost_the_invite() {
      OutgoingCall call = world.call();
      stack.next("INVITE");
      call.hangUp();
      world.pass(Duration.ofSeconds(32));
      assertThat(world.ends).containsExactly(new CallEnd.Silence());
    }

    @Test
    void hanging_up_twice_and_after_the_end_changes_nothing() {
      world.answeredCall();
      OutgoingCall other = world.call();
      ScriptedStack.Sent invite = stack.next("INVITE");
      invite.answer(486);
      other.hangUp();
      other.hangUp();
      world.settle();
      assertThat(stack.quiet()).isTrue();
      assertThat(world.ends).hasSize(1);
    }
  }
}
