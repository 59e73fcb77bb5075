package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.SipUri;
import org.junit.jupiter.api.Test;

/// A carrier that wants to be told where we are (RFC 3261 section 10), in virtual time.
class RegistrationTest {
  private static final Header CHALLENGE =
      new Header(
          "WWW-Authenticate",
          "Digest realm=\"carrier\", nonce=\"abc\", qop=\"auth\", algorithm=SHA-256");

  private final CallWorld world = new CallWorld();
  private final ScriptedStack stack = world.stack;
  private final List<String> told = new ArrayList<>();
  private Optional<Peer> carrier = Optional.of(CallWorld.TRUNK);

  private Registration register() {
    Registration registration =
        world.agent.register(
            new Registration.Order(
                () -> carrier,
                SipUri.domain("carrier.example", 5060),
                SipUri.of("hustings", "carrier.example"),
                new Credentials("hustings", "secret"),
                Duration.ofMinutes(5)),
            new Registration.Listener() {
              @Override
              public void registered(Duration lasts) {
                told.add("registered " + lasts.toSeconds());
              }

              @Override
              public void lost(String why) {
                told.add("lost " + why);
              }
            });
    world.settle();
    return registration;
  }

  private static Header granted(int seconds) {
    return new Header("Contact", "<sip:hustings@127.0.0.1:5070>;expires=" + seconds);
  }

  private Head next() {
    return stack.next("REGISTER").request.head();
  }

  private void answer(int status, Header... headers) {
    stack.next("REGISTER").answer(status, headers);
    world.settle();
  }

  @Test
  void asks_for_the_address_of_record_under_our_contact_with_credentials_once_challenged() {
    register();
    ScriptedStack.Sent first = stack.next("REGISTER");
    assertThat(first.request.uri().text()).isEqualTo("sip:carrier.example");
    assertThat(first.request.head().to().uri().text()).isEqualTo("sip:hustings@carrier.example");
    assertThat(first.request.head().from().uri()).isEqualTo(first.request.head().to().uri());
    assertThat(first.request.head().contact()).isPresent();
    assertThat(first.request.head().header("Expires")).contains("300");
    first.answer(401, CHALLENGE);
    world.settle();

    ScriptedStack.Sent second = stack.next("REGISTER");
    assertThat(second.request.head().callId()).isEqualTo(first.request.head().callId());
    assertThat(second.request.head().cseq()).isEqualTo(2);
    assertThat(second.request.head().header("Authorization").orElseThrow())
        .contains("algorithm=SHA-256")
        .doesNotContain("secret");
    String contact = first.request.head().contact().orElseThrow().text();
    second.answer(
        200,
        new Header("Contact", "<sip:somebody@192.0.2.9>;expires=9"),
        new Header("Contact", "<" + contact + ">;expires=120"));
    world.settle();
    assertThat(told).containsExactly("registered 120");
  }

  @Test
  void asks_again_before_it_runs_out_in_the_same_call_id() {
    register();
    answer(200, new Header("Expires", "100"));
    world.pass(Duration.ofSeconds(79));
    assertThat(stack.quiet()).isTrue();
    world.pass(Duration.ofSeconds(1));
    assertThat(next().cseq()).isEqualTo(2);
    assertThat(told).containsExactly("registered 100");
  }

  @Test
  void a_registrar_that_wants_to_hear_less_often_is_asked_for_longer() {
    register();
    answer(423, new Header("Min-Expires", "1800"));
    Head again = next();
    assertThat(again.header("Expires")).contains("1800");
    assertThat(told).isEmpty();
  }

  @Test
  void failures_are_told_and_tried_again_after_longer_and_longer_pauses() {
    register();
    answer(500);
    world.pass(Duration.ofSeconds(2));
    answer(403);
    world.pass(Duration.ofSeconds(3));
    assertThat(stack.quiet()).isTrue();
    world.pass(Duration.ofSeconds(1));
    answer(503, new Header("Retry-After", "20"));
    world.pass(Duration.ofSeconds(19));
    assertThat(stack.quiet()).isTrue();
    world.pass(Duration.ofSeconds(1));
    answer(200);
    assertThat(told)
        .containsExactly("lost SIP 500", "lost SIP 403", "lost SIP 503", "registered 300");
  }

  @Test
  void wrong_credentials_are_no_loop() {
    register();
    answer(401, CHALLENGE);
    answer(401, CHALLENGE);
    assertThat(told).containsExactly("lost SIP 401");
    assertThat(stack.quiet()).isTrue();
  }

  @Test
  void a_name_without_address_is_looked_up_again() {
    carrier = Optional.empty();
    register();
    assertThat(told).containsExactly("lost its name has no address");
    carrier = Optional.of(CallWorld.TRUNK);
    world.pass(Duration.ofSeconds(2));
    answer(200);
    assertThat(told).endsWith("registered 300");
  }

  @Test
  void a_grant_of_no_time_at_all_is_no_flood() {
    register();
    answer(200, granted(0), new Header("Expires", "0"));
    world.pass(Duration.ofSeconds(3));
    assertThat(stack.quiet()).isTrue();
  }

  @Test
  void taking_it_back_is_one_last_request_that_may_be_challenged() {
    Registration registration = register();
    answer(200);
    var takenBack = registration.takeBack();
    world.settle();
    ScriptedStack.Sent last = stack.next("REGISTER");
    assertThat(last.request.head().header("Expires")).contains("0");
    last.answer(401, CHALLENGE);
    world.settle();
    answer(200);
    assertThat(takenBack).isCompletedWithValue(true);
    world.pass(Duration.ofHours(1));
    assertThat(stack.quiet()).isTrue();
  }

  @Test
  void what_was_never_granted_is_not_taken_back() {
    Registration registration = register();
    answer(500);
    assertThat(registration.takeBack()).isNotNull();
    world.settle();
    assertThat(stack.quiet()).isTrue();
  }
}
