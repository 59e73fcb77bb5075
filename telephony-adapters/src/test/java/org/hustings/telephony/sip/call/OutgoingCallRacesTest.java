package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.hustings.telephony.sip.stack.SipRequest;
import org.junit.jupiter.api.Test;

/// What crosses, comes twice, comes late (RFC 3261 sections 13.2.2.4, 15).
class OutgoingCallRacesTest {
  private final CallWorld world = new CallWorld();
  private final ScriptedStack stack = world.stack;

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
  void an_answer_that_leaves_out_its_description_has_not_that_of_another_fork() {
    world.call();
    ScriptedStack.Sent invite = stack.next("INVITE");
    invite
        .answers
        .orElseThrow()
        .response(invite.response(183, "announcement", Optional.of(ScriptedStack.SDP)));
    invite.answers.orElseThrow().response(invite.response(200, "voter", Optional.empty()));
    world.settle();
    assertThat(world.ends).containsExactly(new CallEnd.MediaRefused());
    stack.next("ACK");
    assertThat(stack.next("BYE").request.head().to().tag()).contains("voter");
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
