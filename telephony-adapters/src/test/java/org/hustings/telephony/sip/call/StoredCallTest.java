package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.SipRequest;
import org.junit.jupiter.api.Test;

/// R23: what is stored of a call is enough for another process to end it.
class StoredCallTest {
  private final CallWorld dead = new CallWorld();
  private final CallWorld heir = new CallWorld();

  @Test
  void r23_a_ringing_call_is_cancelled_by_its_branch_and_the_cancel_repeated() {
    dead.call();
    ScriptedStack.Sent invite = dead.stack.next("INVITE");
    invite.answer(180);
    dead.settle();

    heir.agent.hangUpStored(dead.stored.getLast(), _ -> Optional.empty());
    heir.settle();
    ScriptedStack.Sent cancel = heir.stack.next("CANCEL");
    assertThat(cancel.branch()).isEqualTo(invite.branch());
    assertThat(cancel.request.uri().text()).isEqualTo(invite.request.uri().text());
    assertThat(cancel.request.head().callId()).isEqualTo(invite.request.head().callId());
    assertThat(cancel.request.head().cseq()).isEqualTo(invite.request.head().cseq());
    assertThat(cancel.request.head().to().tag()).isEmpty();
    heir.pass(Duration.ofSeconds(10));
    List<ScriptedStack.Sent> further = heir.stack.rest();
    assertThat(further).allMatch(sent -> sent.request.is(SipRequest.CANCEL));
    assertThat(further).filteredOn(sent -> sent.branch().equals(invite.branch())).hasSize(3);
  }

  @Test
  void r23_the_invite_that_followed_a_challenge_is_cancelled_though_it_was_not_stored() {
    dead.call(Optional.of(new Credentials("u", "secret")));
    ScriptedStack.Sent first = dead.stack.next("INVITE");
    first.answer(100);
    first.answer(407, new Header("Proxy-Authenticate", "Digest realm=\"c\", nonce=\"n\""));
    dead.settle();
    ScriptedStack.Sent second = dead.stack.next("INVITE");

    heir.agent.hangUpStored(dead.stored.getLast(), _ -> Optional.empty());
    heir.settle();

    assertThat(heir.stack.rest())
        .anySatisfy(cancel -> {
          assertThat(cancel.branch()).isEqualTo(second.branch());
          assertThat(cancel.request.head().cseq()).isEqualTo(second.request.head().cseq());
        });
  }

  @Test
  void r22_a_call_of_which_nothing_was_stored_but_its_name_is_cancelled() {
    CallIdentity identity = CallIdentity.of("a leg's id");
    dead.identity = Optional.of(identity);
    dead.call();
    ScriptedStack.Sent invite = dead.stack.next("INVITE");

    CallOrder ordered =
        CallOrder.of(CallWorld.TRUNK, CallWorld.VOTER, Party.of(CallWorld.US), "", Duration.ZERO);
    heir.agent.hangUpOrdered(ordered.named(identity));
    heir.settle();

    ScriptedStack.Sent cancel = heir.stack.next("CANCEL");
    assertThat(cancel.branch()).isEqualTo(invite.branch()).startsWith("z9hG4bK");
    assertThat(cancel.request.uri()).isEqualTo(invite.request.uri());
    assertThat(cancel.request.head().callId()).isEqualTo(invite.request.head().callId());
    assertThat(cancel.request.head().from()).isEqualTo(invite.request.head().from());
    assertThat(cancel.request.head().to()).isEqualTo(invite.request.head().to());
    assertThat(cancel.request.head().cseq()).isEqualTo(invite.request.head().cseq());
  }

  @Test
  void no_two_calls_have_a_name_in_common_and_none_tells_what_it_was_made_of() {
    CallIdentity one = CallIdentity.of("one");
    CallIdentity other = CallIdentity.of("other");
    assertThat(List.of(one.callId(), one.tag(), one.branch(1), one.branch(2)))
        .doesNotContain(other.callId(), other.tag(), other.branch(1))
        .doesNotHaveDuplicates()
        .noneMatch(name -> name.contains("one"));
  }

  @Test
  void r23_a_call_that_was_up_is_ended_with_a_cseq_beyond_all_that_may_have_been_used() {
    ScriptedStack.Sent invite = dead.answeredCall();

    heir.agent.hangUpStored(dead.stored.getLast(), _ -> Optional.empty());
    heir.settle();
    SipRequest bye = heir.stack.next("BYE").request;
    assertThat(bye.head().callId()).isEqualTo(invite.request.head().callId());
    assertThat(bye.head().from().tag()).isEqualTo(invite.request.head().from().tag());
    assertThat(bye.head().to().tag()).contains("far");
    assertThat(bye.head().cseq()).isGreaterThan(1000);
  }

  @Test
  void r23_the_bye_is_authenticated_with_the_trunks_present_credentials() {
    dead.answeredCall();
    String stored = dead.stored.getLast();
    assertThat(stored).doesNotContain("secret");

    heir.agent.hangUpStored(
        stored,
        name ->
            name.equals("carrier")
                ? Optional.of(new Credentials("u", "secret"))
                : Optional.empty());
    heir.settle();
    heir.stack
        .next("BYE")
        .answer(407, new Header("Proxy-Authenticate", "Digest realm=\"c\", nonce=\"n\""));
    heir.settle();
    assertThat(heir.stack.next("BYE").request.head().header("Proxy-Authorization")).isPresent();
  }

  @Test
  void r23_a_200_to_a_dead_processs_invite_is_acknowledged_and_ended() {
    dead.call();
    ScriptedStack.Sent invite = dead.stack.next("INVITE");
    heir.stack.receiveStray(invite.response(200, "far", Optional.of(ScriptedStack.SDP)));
    heir.settle();
    heir.stack.next("ACK");
    heir.stack.next("BYE");
  }

  @Test
  void what_is_none_of_our_texts_is_refused() {
    for (String text : List.of("", "v=2&kind=up", "v=1&kind=sideways", "v=1", "garbage")) {
      assertThatThrownBy(() -> heir.agent.hangUpStored(text, _ -> Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
