package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.SipRequest;
import org.junit.jupiter.api.Test;

/// What the far end may change within a call, and how it is probed (RFC 3261 sections 12, 14).
class OutgoingCallDialogTest {
  private final CallWorld world = new CallWorld();
  private final ScriptedStack stack = world.stack;

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
