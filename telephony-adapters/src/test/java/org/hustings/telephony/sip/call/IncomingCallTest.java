package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.SipRequest;
import org.junit.jupiter.api.Test;

/// What we do with callers (RFC 3261 sections 8.2 and 13.3).
class IncomingCallTest {
  private static final Optional<Body> OFFER = Optional.of(Body.sdp(ScriptedStack.SDP));

  private final CallWorld world = new CallWorld();
  private final ScriptedStack stack = world.stack;

  private ScriptedStack.Incoming offered() {
    ScriptedStack.Incoming invite = stack.receive(world.invite(OFFER));
    world.settle();
    return invite;
  }

  private IncomingCall call() {
    return Objects.requireNonNull(world.incoming);
  }

  @Test
  void is_offered_rings_is_answered_and_is_up_with_the_ack() {
    ScriptedStack.Incoming invite = offered();
    call().ring();
    call().accept(ScriptedStack.SDP);
    world.settle();
    assertThat(invite.replies).extracting(reply -> reply.status()).containsExactly(180, 200);
    assertThat(world.heard).containsExactly("offered");
    stack.receiveAck(world.fromCaller(invite, SipRequest.ACK, 1));
    world.settle();
    assertThat(world.heard).containsExactly("offered", "answered");
    assertThat(world.stored).hasSize(1);
  }

  @Test
  void the_200_is_repeated_with_growing_pauses_and_without_an_ack_the_call_is_left() {
    ScriptedStack.Incoming invite = offered();
    call().accept(ScriptedStack.SDP);
    world.pass(Duration.ofMillis(500 + 1000 + 2000 + 4000 + 4000));
    assertThat(invite.repeated).isEqualTo(5);
    world.pass(Duration.ofSeconds(32));
    stack.next("BYE");
    assertThat(world.ends).containsExactly(new CallEnd.NeverAcknowledged());
  }

  @Test
  void a_caller_who_gives_up_gets_487() {
    ScriptedStack.Incoming invite = offered();
    stack.receiveCancel(invite);
    world.settle();
    assertThat(invite.last().status()).isEqualTo(487);
    assertThat(world.ends).containsExactly(new CallEnd.CallerGaveUp());
  }

  @Test
  void a_cancel_after_the_answer_comes_too_late() {
    ScriptedStack.Incoming invite = offered();
    call().accept(ScriptedStack.SDP);
    stack.receiveCancel(invite);
    world.settle();
    assertThat(invite.last().status()).isEqualTo(200);
    assertThat(world.ends).isEmpty();
  }

  @Test
  void a_rejection_has_its_code_and_headers() {
    ScriptedStack.Incoming invite = offered();
    call().reject(503, List.of(new Header("Retry-After", "5")));
    call().accept(ScriptedStack.SDP);
    world.settle();
    assertThat(invite.replies).hasSize(1);
    assertThat(invite.last().status()).isEqualTo(503);
    assertThat(world.ends).containsExactly(new CallEnd.WeRefused(503));
  }

  @Test
  void hanging_up_refuses_leaves_or_does_nothing_as_the_state_asks() {
    ScriptedStack.Incoming invite = offered();
    call().hangUp();
    world.settle();
    assertThat(invite.last().status()).isEqualTo(480);
    call().hangUp();
    world.settle();
    assertThat(world.ends).hasSize(1);
  }

  @Test
  void a_bye_before_the_ack_ends_the_call() {
    ScriptedStack.Incoming invite = offered();
    call().accept(ScriptedStack.SDP);
    world.settle();
    ScriptedStack.Incoming bye = stack.receive(world.fromCaller(invite, SipRequest.BYE, 2));
    world.settle();
    assertThat(bye.last().status()).isEqualTo(200);
    assertThat(world.ends).hasSize(1);
    world.pass(Duration.ofSeconds(5));
    assertThat(invite.repeated).isZero();
  }

  @Test
  void a_change_before_the_ack_is_glare() {
    ScriptedStack.Incoming invite = offered();
    call().accept(ScriptedStack.SDP);
    world.settle();
    ScriptedStack.Incoming reinvite = stack.receive(world.fromCaller(invite, SipRequest.INVITE, 2));
    world.settle();
    assertThat(reinvite.last().status()).isEqualTo(491);
  }

  @Test
  void who_is_no_peer_gets_no_service() {
    world.known = Optional.empty();
    assertThat(offered().last().status()).isEqualTo(403);
    assertThat(world.heard).isEmpty();
  }

  @Test
  void the_same_call_over_two_paths_is_a_loop() {
    offered();
    assertThat(offered().last().status()).isEqualTo(482);
  }

  @Test
  void with_all_places_taken_a_caller_is_told_when_to_come_again() {
    world.call();
    world.call();
    world.call();
    ScriptedStack.Incoming invite = offered();
    assertThat(invite.last().status()).isEqualTo(503);
    assertThat(invite.last().headers()).contains(new Header("Retry-After", "5"));
  }

  @Test
  void an_extension_that_is_required_and_unknown_is_named() {
    ScriptedStack.Incoming invite =
        stack.receive(world.invite(OFFER, new Header("Require", "telepathy")));
    world.settle();
    assertThat(invite.last().status()).isEqualTo(420);
    assertThat(invite.last().headers()).contains(new Header("Unsupported", "telepathy"));
  }

  @Test
  void a_body_that_is_no_session_description_is_not_taken() {
    ScriptedStack.Incoming invite =
        stack.receive(world.invite(Optional.of(new Body("text/plain", "hello"))));
    world.settle();
    assertThat(invite.last().status()).isEqualTo(415);
  }

  @Test
  void what_belongs_to_no_call_gets_481_405_501_or_200() {
    assertThat(stray("BYE", true)).isEqualTo(481);
    assertThat(stray("INVITE", true)).isEqualTo(481);
    assertThat(stray("INFO", true)).isEqualTo(481);
    assertThat(stray("BYE", false)).isEqualTo(481);
    assertThat(stray("OPTIONS", false)).isEqualTo(200);
    assertThat(stray("MESSAGE", false)).isEqualTo(405);
    assertThat(stray("REGISTER", false)).isEqualTo(405);
    assertThat(stray("TELEPORT", false)).isEqualTo(501);
  }

  private int stray(String method, boolean inDialog) {
    Party to = Party.of(CallWorld.US);
    ScriptedStack.Incoming received =
        stack.receive(
            new SipRequest(
                method,
                CallWorld.US,
                new Head(
                    "unknown",
                    Party.of(CallWorld.VOTER).withTag("x"),
                    inDialog ? to.withTag("gone") : to,
                    1,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty())));
    world.settle();
    return received.last().status();
  }
}
