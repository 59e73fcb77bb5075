package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.call.CallEnd.GivenUp;
import org.hustings.telephony.sip.call.CallEnd.GivenUpFor;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.SipRequest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What a call of ours does with each turn that a network can take (RFC 3261 sections 9, 13, 15).
class OutgoingCallTest {
  private static final Header CHALLENGE =
      new Header(
          "Proxy-Authenticate",
          "Digest realm=\"carrier\", nonce=\"abc\", qop=\"auth\", algorithm=MD5");

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

  @Nested
  class Races {
    @Test
    void a_repeated_200_gets_its_ack_again() {
      ScriptedStack.Sent invite = world.answeredCall();
      stack.receiveStray(invite.response(200, "far", Optional.of(ScriptedStack.SDP)));
      world.settle();
      stack.next("ACK");
      assertThat(stack.quiet()).isTrue();
      assertThat(world.heard).containsOnlyOnce("answered");
    }

    @Test
    void a_second_forks_200_is_acknowledged_and_ended_and_the_first_stays() {
      ScriptedStack.Sent invite = world.answeredCall();
      stack.receiveStray(invite.response(200, "fork", Optional.of(ScriptedStack.SDP)));
      world.settle();
      assertThat(stack.next("ACK").request.head().to().tag()).contains("fork");
      assertThat(stack.next("BYE").request.head().to().tag()).contains("fork");
      assertThat(world.ends).isEmpty();
    }

    @Test
    void a_bye_right_behind_the_200_ends_an_answered_call() {
      ScriptedStack.Sent invite = world.answeredCall();
      stack.receive(CallWorld.within(invite, SipRequest.BYE, 1, Optional.empty()));
      world.settle();
      assertThat(world.heard).endsWith("answered");
      assertThat(world.ends).hasSize(1).first().isInstanceOf(CallEnd.FarEndLeft.class);
    }

    @Test
    void a_bye_that_overtakes_its_200_ends_the_call_when_the_200_is_there() {
      world.call();
      ScriptedStack.Sent invite = stack.next("INVITE");
      ScriptedStack.Incoming bye =
          stack.receive(CallWorld.within(invite, SipRequest.BYE, 1, Optional.empty()));
      world.settle();
      assertThat(bye.replies).isEmpty();
      invite.answerWithSdp(200);
      world.settle();
      stack.next("ACK");
      assertThat(bye.last().status()).isEqualTo(200);
      assertThat(world.ends).hasSize(1).first().isInstanceOf(CallEnd.FarEndLeft.class);
    }

    @Test
    void a_bye_that_crosses_ours_is_answered_kindly() {
      OutgoingCall call = world.call();
      ScriptedStack.Sent invite = stack.next("INVITE");
      invite.answerWithSdp(200);
      call.hangUp();
      world.settle();
      stack.next("ACK");
      stack.next("BYE");
      ScriptedStack.Incoming bye =
          stack.receive(CallWorld.within(invite, SipRequest.BYE, 1, Optional.empty()));
      world.settle();
      assertThat(bye.last().status()).isEqualTo(200);
      assertThat(world.ends).containsExactly(new CallEnd.WeLeft());
    }

    @Test
    void a_200_after_the_end_is_acknowledged_and_ended_and_changes_nothing() {
      world.call();
      ScriptedStack.Sent invite = stack.next("INVITE");
      invite.answers.orElseThrow().silence();
      world.settle();
      stack.receiveStray(invite.response(200, "late", Optional.of(ScriptedStack.SDP)));
      world.settle();
      stack.next("ACK");
      stack.next("BYE");
      assertThat(world.ends).containsExactly(new CallEnd.Silence());
    }

    @Test
    void a_call_is_forgotten_32_seconds_after_its_end() {
      world.call();
      stack.next("INVITE").answer(486);
      world.settle();
      assertThat(world.agent.remembered()).isEqualTo(1);
      world.pass(Duration.ofSeconds(32));
      assertThat(world.agent.remembered()).isZero();
    }
  }

  @Nested
  class Authentication {
    private final Optional<Credentials> credentials =
        Optional.of(new Credentials("hustings", "secret"));

    @Test
    void a_challenge_is_met_once_in_a_new_invite_of_the_same_call() {
      world.call(credentials);
      ScriptedStack.Sent first = stack.next("INVITE");
      first.answer(407, CHALLENGE);
      world.settle();
      ScriptedStack.Sent second = stack.next("INVITE");
      assertThat(second.request.head().callId()).isEqualTo(first.request.head().callId());
      assertThat(second.request.head().from()).isEqualTo(first.request.head().from());
      assertThat(second.request.head().cseq()).isEqualTo(2);
      assertThat(second.request.head().header("Proxy-Authorization").orElseThrow())
          .contains("username=\"hustings\"", "realm=\"carrier\"", "qop=auth")
          .doesNotContain("secret");
      second.answerWithSdp(200);
      world.settle();
      assertThat(stack.next("ACK").request.head().header("Proxy-Authorization")).isPresent();
    }

    @Test
    void wrong_credentials_are_not_tried_for_ever() {
      world.call(credentials);
      stack.next("INVITE").answer(407, CHALLENGE);
      world.settle();
      stack.next("INVITE").answer(407, CHALLENGE);
      world.settle();
      assertThat(world.ends).containsExactly(new CallEnd.Refused(407, List.of(), false));
      assertThat(stack.quiet()).isTrue();
    }

    @Test
    void an_old_nonce_is_replaced() {
      world.call(credentials);
      ScriptedStack.Sent first = stack.next("INVITE");
      first.answer(100);
      first.answer(407, CHALLENGE);
      world.settle();
      stack
          .next("INVITE")
          .answer(407, new Header(CHALLENGE.name(), CHALLENGE.value() + ", stale=true"));
      world.settle();
      stack.next("INVITE").answer(180);
      world.settle();
      assertThat(world.heard).containsExactly("accepted", "ringing 180");
    }

    @Test
    void without_credentials_a_challenge_is_a_refusal() {
      world.call();
      stack.next("INVITE").answer(401, new Header("WWW-Authenticate", CHALLENGE.value()));
      world.settle();
      assertThat(world.ends).containsExactly(new CallEnd.Refused(401, List.of(), false));
    }

    @Test
    void a_bye_is_authenticated_too() {
      OutgoingCall call = world.call(credentials);
      stack.next("INVITE").answerWithSdp(200);
      world.settle();
      stack.next("ACK");
      call.hangUp();
      world.settle();
      stack.next("BYE").answer(407, CHALLENGE);
      world.settle();
      SipRequest again = stack.next("BYE").request;
      assertThat(again.head().header("Proxy-Authorization")).isPresent();
      assertThat(again.head().cseq()).isEqualTo(3);
    }
  }

  @Nested
  class WithinTheDialog {
    @Test
    void a_hold_is_answered_with_our_description_and_its_200_repeated_until_the_ack() {
      ScriptedStack.Sent invite = world.answeredCall();
      ScriptedStack.Incoming hold = receive(invite, SipRequest.INVITE, 1, true);
      assertThat(hold.last().status()).isEqualTo(200);
      assertThat(hold.last().body()).isPresent();
      world.pass(Duration.ofMillis(1600));
      assertThat(hold.repeated).isEqualTo(2);
      stack.receiveAck(CallWorld.within(invite, SipRequest.ACK, 1, Optional.empty()));
      world.pass(Duration.ofSeconds(40));
      assertThat(hold.repeated).isEqualTo(2);
      assertThat(world.ends).isEmpty();
    }

    @Test
    void a_change_that_we_cannot_make_is_refused_and_the_call_goes_on() {
      ScriptedStack.Sent invite = world.answeredCall();
      world.change = Optional.empty();
      assertThat(receive(invite, SipRequest.INVITE, 1, true).last().status()).isEqualTo(488);
      assertThat(world.ends).isEmpty();
    }

    @Test
    void an_offerless_reinvite_gets_our_offer_and_its_ack_brings_the_answer() {
      ScriptedStack.Sent invite = world.answeredCall();
      ScriptedStack.Incoming reinvite = receive(invite, SipRequest.INVITE, 1, false);
      assertThat(reinvite.last().body()).isPresent();
      stack.receiveAck(
          CallWorld.within(invite, SipRequest.ACK, 1, Optional.of(Body.sdp(ScriptedStack.SDP))));
      world.settle();
      assertThat(world.heard).endsWith("asked for an offer", "reanswered");
    }

    @Test
    void a_change_while_another_waits_for_its_ack_is_glare() {
      ScriptedStack.Sent invite = world.answeredCall();
      receive(invite, SipRequest.INVITE, 1, true);
      assertThat(receive(invite, SipRequest.INVITE, 2, true).last().status()).isEqualTo(491);
      assertThat(receive(invite, SipRequest.UPDATE, 3, true).last().status()).isEqualTo(491);
    }

    @Test
    void an_update_is_answered_with_or_without_a_description_but_not_before_our_answer() {
      world.call();
      ScriptedStack.Sent invite = stack.next("INVITE");
      invite.answer(180);
      world.settle();
      assertThat(receive(invite, SipRequest.UPDATE, 1, true).last().status()).isEqualTo(491);
      invite.answerWithSdp(200);
      world.settle();
      assertThat(receive(invite, SipRequest.UPDATE, 2, true).last().body()).isPresent();
      assertThat(receive(invite, SipRequest.UPDATE, 3, false).last().status()).isEqualTo(200);
    }

    @Test
    void options_and_info_are_answered_message_and_refer_are_not_allowed() {
      ScriptedStack.Sent invite = world.answeredCall();
      assertThat(receive(invite, "OPTIONS", 1, false).last().status()).isEqualTo(200);
      assertThat(receive(invite, "INFO", 2, false).last().status()).isEqualTo(200);
      assertThat(receive(invite, "MESSAGE", 3, false).last().status()).isEqualTo(405);
      assertThat(receive(invite, "REFER", 4, false).last().status()).isEqualTo(405);
      assertThat(receive(invite, "TELEPORT", 5, false).last().status()).isEqualTo(501);
    }

    @Test
    void what_is_out_of_order_or_of_another_dialog_is_refused() {
      ScriptedStack.Sent invite = world.answeredCall();
      receive(invite, "OPTIONS", 7, false);
      assertThat(receive(invite, "OPTIONS", 6, false).last().status()).isEqualTo(500);
      SipRequest other = CallWorld.within(invite, SipRequest.BYE, 8, Optional.empty());
      ScriptedStack.Incoming forged =
          stack.receive(
              new SipRequest(
                  other.method(),
                  other.uri(),
                  new org.hustings.telephony.sip.stack.Head(
                      other.head().callId(),
                      other.head().from().withTag("forged"),
                      other.head().to(),
                      8,
                      Optional.empty(),
                      List.of(),
                      List.of(),
                      Optional.empty())));
      world.settle();
      assertThat(forged.last().status()).isEqualTo(481);
      assertThat(world.ends).isEmpty();
    }

    @Test
    void a_probe_is_answered_by_any_code_but_481_and_408() {
      for (int status : List.of(200, 405, 486, 500)) {
        CallWorld fresh = new CallWorld();
        OutgoingCall call = upOn(fresh);
        call.probe();
        fresh.settle();
        fresh.stack.next("OPTIONS").answer(status);
        fresh.settle();
        assertThat(fresh.heard).endsWith("probed");
      }
      for (int status : List.of(481, 408)) {
        CallWorld fresh = new CallWorld();
        OutgoingCall call = upOn(fresh);
        call.probe();
        fresh.settle();
        fresh.stack.next("OPTIONS").answer(status);
        fresh.settle();
        assertThat(fresh.ends).containsExactly(new CallEnd.Vanished());
        fresh.stack.next("BYE");
      }
    }

    @Test
    void a_probe_without_answer_ends_the_call() {
      OutgoingCall call = upOn(world);
      call.probe();
      world.settle();
      stack.next("OPTIONS").answers.orElseThrow().silence();
      world.settle();
      assertThat(world.ends).containsExactly(new CallEnd.Vanished());
    }

    private OutgoingCall upOn(CallWorld fresh) {
      OutgoingCall call = fresh.call();
      fresh.stack.next("INVITE").answerWithSdp(200);
      fresh.settle();
      fresh.stack.next("ACK");
      return call;
    }

    private ScriptedStack.Incoming receive(
        ScriptedStack.Sent invite, String method, long cseq, boolean described) {
      Optional<Body> body = described ? Optional.of(Body.sdp(ScriptedStack.SDP)) : Optional.empty();
      ScriptedStack.Incoming received = stack.receive(CallWorld.within(invite, method, cseq, body));
      world.settle();
      return received;
    }
  }
}
