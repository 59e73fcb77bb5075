package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.junit.jupiter.api.Test;

/// Carriers that want their provisional answers acknowledged (RFC 3262).
class ReliableProvisionalsTest {
  private static final Header REQUIRE = new Header("Require", "100rel");

  private final CallWorld world = new CallWorld();
  private final ScriptedStack stack = world.stack;

  private static Header number(int value) {
    return new Header("RSeq", Integer.toString(value));
  }

  @Test
  void each_is_acknowledged_once_and_the_bye_counts_on_from_there() {
    OutgoingCall call = world.call();
    ScriptedStack.Sent invite = stack.next("INVITE");
    assertThat(invite.request.head().header("Supported")).contains("100rel");
    invite.answer(183, REQUIRE, number(7));
    invite.answer(183, REQUIRE, number(7));
    world.settle();
    Head first = stack.next("PRACK").request.head();
    assertThat(first.header("RAck")).contains("7 1 INVITE");
    assertThat(first.cseq()).isEqualTo(2);
    assertThat(first.to().tag()).contains("far");
    assertThat(stack.quiet()).isTrue();

    invite.answer(180, REQUIRE, number(8));
    invite.answerWithSdp(200);
    world.settle();
    assertThat(stack.next("PRACK").request.head().header("RAck")).contains("8 1 INVITE");
    assertThat(stack.next("ACK").request.head().cseq()).isEqualTo(1);
    assertThat(world.heard).containsExactly("accepted", "ringing 180", "answered");
    call.hangUp();
    world.settle();
    assertThat(stack.next("BYE").request.head().cseq()).isEqualTo(4);
  }

  @Test
  void one_that_overtook_another_waits_for_its_turn() {
    world.call();
    ScriptedStack.Sent invite = stack.next("INVITE");
    invite.answer(183, REQUIRE, number(1));
    invite.answer(180, REQUIRE, number(3));
    world.settle();
    stack.next("PRACK");
    assertThat(stack.quiet()).isTrue();
    assertThat(world.heard).containsExactly("accepted");
  }

  @Test
  void a_number_without_the_wish_or_a_wish_without_a_number_is_an_ordinary_answer() {
    world.call();
    ScriptedStack.Sent invite = stack.next("INVITE");
    invite.answer(180, number(1));
    invite.answer(180, REQUIRE);
    world.settle();
    assertThat(stack.quiet()).isTrue();
    assertThat(world.heard).containsExactly("accepted", "ringing 180", "ringing 180");
  }

  @Test
  void a_caller_that_requires_it_is_offered_and_gets_no_provisional_answer_from_us() {
    ScriptedStack.Incoming invite =
        stack.receive(world.invite(Optional.of(Body.sdp(ScriptedStack.SDP)), REQUIRE));
    world.settle();
    assertThat(world.heard).containsExactly("offered");
    IncomingCall call = Optional.ofNullable(world.incoming).orElseThrow();
    call.ring();
    world.settle();
    assertThat(invite.replies).isEmpty();
    call.accept(ScriptedStack.SDP);
    world.settle();
    assertThat(invite.last().status()).isEqualTo(200);
  }
}
