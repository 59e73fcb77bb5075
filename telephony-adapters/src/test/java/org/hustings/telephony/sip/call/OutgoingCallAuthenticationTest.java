package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Head;
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
  void a_proxy_and_the_server_behind_it_are_both_told_each_in_its_own_algorithm() {
    world.call(credentials);
    stack.next("INVITE").answer(407, CHALLENGE);
    world.settle();
    stack.next("INVITE").answer(401, asking("carrier", "n1", "SHA-256"));
    world.settle();

    Head third = stack.next("INVITE").request.head();
    assertThat(third.cseq()).isEqualTo(3);
    assertThat(third.header("Proxy-Authorization").orElseThrow())
        .contains("nonce=\"abc\"", "algorithm=MD5", "nc=00000002");
    assertThat(third.header("Authorization").orElseThrow())
        .contains("nonce=\"n1\"", "algorithm=SHA-256", "nc=00000001");
    assertThat(world.ends).isEmpty();
  }

  @Test
  void the_same_server_may_ask_again_for_another_algorithm() {
    world.call(credentials);
    stack.next("INVITE").answer(401, asking("carrier", "n1", "MD5"));
    world.settle();
    stack.next("INVITE").answer(401, asking("carrier", "n2", "SHA-256"));
    world.settle();

    assertThat(stack.next("INVITE").request.head().headers("Authorization"))
        .singleElement()
        .asString()
        .contains("nonce=\"n2\"", "algorithm=SHA-256");
  }

  @Test
  void a_new_nonce_without_a_word_is_answered_once_and_then_never_again() {
    world.call(credentials);
    for (int i = 1; i <= 2; i++) {
      stack.next("INVITE").answer(401, asking("carrier", "n" + i, "MD5"));
      world.settle();
    }
    stack.next("INVITE").answer(401, asking("carrier", "n3", "MD5"));
    world.settle();

    assertThat(world.ends).containsExactly(new CallEnd.Refused(401, List.of(), false));
    assertThat(stack.quiet()).isTrue();
  }

  @Test
  void a_carrier_that_never_stops_asking_is_left() {
    world.call(credentials);
    for (int i = 1; i <= 5; i++) {
      stack.next("INVITE").answer(401, asking("carrier " + i, "n", "MD5"));
      world.settle();
    }
    assertThat(world.ends).containsExactly(new CallEnd.Refused(401, List.of(), false));
  }

  private static Header asking(String realm, String nonce, String algorithm) {
    return new Header(
        "WWW-Authenticate",
        "Digest realm=\"%s\", nonce=\"%s\", qop=\"auth\", algorithm=%s"
            .formatted(realm, nonce, algorithm));
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
