package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.SipRequest;
import org.junit.jupiter.api.Test;

/// What a call of ours does when it is asked who it is (RFC 3261 section 22.2).
class OutgoingCallAuthenticationTest {
  private static final Header CHALLENGE =
      new Header(
          "Proxy-Authenticate",
          "Digest realm=\"carrier\", nonce=\"abc\", qop=\"auth\", algorithm=MD5");

  private final CallWorld world = new CallWorld();
  private final ScriptedStack stack = world.stack;

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
