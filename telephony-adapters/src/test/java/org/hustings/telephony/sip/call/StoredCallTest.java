package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Header;
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
    heir.stack.next("CANCEL");
    heir.stack.next("CANCEL");
    heir.stack.next("CANCEL");
    assertThat(heir.stack.quiet()).isTrue();
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
