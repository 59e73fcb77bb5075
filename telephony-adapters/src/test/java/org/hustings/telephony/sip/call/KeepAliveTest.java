package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.stack.SipUri;
import org.junit.jupiter.api.Test;

/// A carrier that is asked whether it is there (RFC 3261 section 11), in virtual time.
class KeepAliveTest {
  private final CallWorld world = new CallWorld();
  private final ScriptedStack stack = world.stack;
  private final List<String> told = new ArrayList<>();
  private Optional<Peer> carrier = Optional.of(CallWorld.TRUNK);

  private KeepAlive ask() {
    KeepAlive asking =
        world.agent.ask(
            new KeepAlive.Order(
                () -> carrier, SipUri.domain("carrier.example", 5060), Duration.ofSeconds(30)),
            new KeepAlive.Listener() {
              @Override
              public void answered(int status) {
                told.add("answered " + status);
              }

              @Override
              public void unanswered() {
                told.add("unanswered");
              }
            });
    world.settle();
    return asking;
  }

  @Test
  void is_asked_each_time_outside_of_any_dialog_and_the_next_question_waits_for_the_answer() {
    ask();
    assertThat(stack.quiet()).isTrue();
    world.pass(Duration.ofSeconds(30));
    ScriptedStack.Sent first = stack.next("OPTIONS");
    assertThat(first.request.uri().text()).isEqualTo("sip:carrier.example");
    assertThat(first.request.inDialog()).isFalse();
    world.pass(Duration.ofMinutes(5));
    assertThat(stack.quiet()).isTrue();
    first.answer(200);
    world.pass(Duration.ofSeconds(30));
    ScriptedStack.Sent second = stack.next("OPTIONS");
    assertThat(second.request.head().callId()).isNotEqualTo(first.request.head().callId());
    assertThat(told).containsExactly("answered 200");
  }

  @Test
  void a_refusal_is_an_answer_and_silence_is_followed_by_another_question_soon() {
    ask();
    world.pass(Duration.ofSeconds(30));
    stack.next("OPTIONS").answer(403);
    world.pass(Duration.ofSeconds(30));
    stack.next("OPTIONS").answers.orElseThrow().silence();
    world.pass(Duration.ofSeconds(5));
    stack.next("OPTIONS").answers.orElseThrow().broken("no connection", true);
    world.pass(Duration.ofSeconds(5));
    stack.next("OPTIONS").answer(200);
    world.settle();
    assertThat(told).containsExactly("answered 403", "unanswered", "unanswered", "answered 200");
  }

  @Test
  void a_carrier_whose_name_has_no_address_does_not_answer() {
    carrier = Optional.empty();
    ask();
    world.pass(Duration.ofSeconds(30));
    assertThat(told).containsExactly("unanswered");
    assertThat(stack.quiet()).isTrue();
  }

  @Test
  void is_asked_no_more_after_the_end() {
    KeepAlive asking = ask();
    world.pass(Duration.ofSeconds(30));
    ScriptedStack.Sent last = stack.next("OPTIONS");
    asking.stop();
    last.answer(200);
    world.pass(Duration.ofMinutes(5));
    assertThat(stack.quiet()).isTrue();
    assertThat(told).isEmpty();
  }
}
