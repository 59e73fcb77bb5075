package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.credit.Charge;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.CallMeDesk.Answer;
import org.hustings.core.id.SessionId;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.ScriptedOwnPhones;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.telephony.Telephony.Capability;
import org.hustings.core.voter.PhoneNumber;
import org.junit.jupiter.api.Test;

/// Toll fraud: when a volunteer is not called, nothing rings, and no channel is kept.
class CallMeRefusalsTest extends EngineTest {
  private static final PhoneNumber MARIAS_PHONE = new PhoneNumber("+19195550177");

  private final ScriptedOwnPhones phones = new ScriptedOwnPhones();
  private final Helper maria = world.helper("Maria");
  private final CallMeDesk desk = world.engine().callMe(phones);

  CallMeRefusalsTest() {
    phones.give(maria.volunteer().id(), MARIAS_PHONE);
    world.network().script(MARIAS_PHONE, Subscriber.answers());
  }

  private Answer asks() {
    CompletableFuture<Answer> answer = desk.call(maria.volunteer());
    world.time().runUntilQuiet();
    return answer.getNow(null);
  }

  private void assertRefused(String code) {
    assertThat(asks())
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.why().code()).isEqualTo(code));
    assertThat(world.network().dialed()).isEmpty();
  }

  @Test
  void without_a_phone_in_the_account_nothing_rings() {
    Helper nora = world.helper("Nora");
    CompletableFuture<Answer> answer = desk.call(nora.volunteer());
    world.time().runUntilQuiet();

    assertThat(answer.join())
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.why().code()).isEqualTo("no-own-phone"));
    assertThat(world.network().dialed()).isEmpty();
  }

  @Test
  void too_often_is_refused_with_the_time_when_it_may_be_again() {
    Instant again = world.time().instant().plusSeconds(1800);
    phones.tooOftenUntil(again);

    assertRefused("call-me-too-often");
    assertThat(((Answer.Refused) asks()).why().until()).contains(again);
  }

  @Test
  void without_a_channel_nothing_is_counted_and_nothing_rings() {
    world.network().channels(0);
    phones.isAway();

    assertRefused("no-room");
  }

  @Test
  void R25_without_credit_nothing_rings() {
    SessionId spender = world.helper("Spender").dialsIn().sees().session();
    Money all = world.balance();
    Money _ =
        world.in(
            books -> books.credits().charge(new Charge(spender, 1, all, world.time().instant())));

    assertRefused("no-credit");
  }

  @Test
  void a_refusal_gives_the_channel_back() {
    world.network().channels(1);
    phones.isAway();
    assertRefused("store-unavailable");
    assertRefused("store-unavailable");
  }

  @Test
  void a_server_that_drains_calls_nobody() {
    CompletableFuture<?> _ = world.engine().drain(Duration.ofMinutes(1));

    assertRefused("draining");
  }

  @Test
  void where_the_network_cannot_it_is_not_offered() {
    world.network().lack(Capability.CALL_ME);

    assertThat(desk.isOffered()).isFalse();
    assertRefused("call-me-not-offered");
  }
}
