package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// R23: no answer is acknowledged before it is stored how the call is ended, so that whoever
/// answered ends it by itself if we die in between (RFC 3261 section 13.3.1.4).
class FirstAckTest {
  private static final Duration HELD = Duration.ofSeconds(4);

  private final CallWorld world = new CallWorld();
  private OutgoingCall call;
  private ScriptedStack.Sent invite;

  @BeforeEach
  void a_call_is_answered() {
    world.storedWithin = HELD;
    call = world.call();
    invite = world.stack.next("INVITE");
    invite.answer(180);
    invite.answerWithSdp(200);
    world.settle();
  }

  @Test
  void it_is_held_until_the_dialog_is_stored_while_the_voices_are_joined_at_once() {
    assertThat(world.heard).containsExactly("accepted", "ringing 180", "answered");
    assertThat(world.stack.quiet()).isTrue();

    call.dialogStored(world.stored.getLast());
    world.settle();

    world.stack.next("ACK");
    world.pass(HELD);
    assertThat(world.stack.quiet()).isTrue();
    assertThat(world.unstored).isZero();
  }

  @Test
  void what_ends_it_is_told_after_how_far_it_got_so_that_both_are_stored_together() {
    assertThat(world.heard).containsExactly("accepted", "ringing 180", "answered");
    assertThat(world.storedAfter).containsExactly(2, 3);
  }

  @Test
  void that_the_ringing_is_stored_does_not_let_it_go() {
    call.dialogStored(world.stored.getFirst());
    world.settle();

    assertThat(world.stored).hasSize(2);
    assertThat(world.stack.quiet()).isTrue();
  }

  @Test
  void a_200_that_comes_again_is_not_acknowledged_before_and_is_each_time_after() {
    again();
    assertThat(world.stack.quiet()).isTrue();

    call.dialogStored(world.stored.getLast());
    world.settle();
    ScriptedStack.Sent ack = world.stack.next("ACK");

    again();
    assertThat(world.stack.next("ACK").branch()).isEqualTo(ack.branch());
  }

  @Test
  void it_is_held_for_so_long_only_and_then_the_call_goes_on_and_the_fault_is_told() {
    world.pass(HELD);

    world.stack.next("ACK");
    assertThat(world.stack.quiet()).isTrue();
    assertThat(world.unstored).isOne();
    assertThat(world.ends).isEmpty();
  }

  @Test
  void r22_hanging_up_waits_for_nothing() {
    call.hangUp();
    world.settle();

    world.stack.next("ACK");
    world.stack.next("BYE");
    assertThat(world.ends).containsExactly(new CallEnd.WeLeft());
    world.pass(HELD);
    assertThat(world.unstored).isZero();
  }

  @Test
  void a_second_fork_is_acknowledged_and_ended_at_once() {
    world.stack.receiveStray(invite.response(200, "other", Optional.of(ScriptedStack.SDP)));
    world.settle();

    assertThat(world.stack.next("ACK").request.head().to().tag()).contains("other");
    assertThat(world.stack.next("BYE").request.head().to().tag()).contains("other");
    assertThat(world.stack.quiet()).isTrue();
  }

  @Test
  void when_the_far_end_leaves_meanwhile_its_answer_is_acknowledged_all_the_same() {
    world.stack.receive(CallWorld.within(invite, "BYE", 1, Optional.empty()));
    world.settle();

    world.stack.next("ACK");
    assertThat(world.ends).hasSize(1);
  }

  private void again() {
    world.stack.receiveStray(invite.response(200, "far", Optional.of(ScriptedStack.SDP)));
    world.settle();
  }
}
