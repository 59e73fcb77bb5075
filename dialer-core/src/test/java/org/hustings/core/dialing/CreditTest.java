package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.call.Notice;
import org.hustings.core.contract.Says;
import org.hustings.core.credit.Charge;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.SessionDesk.Reply;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.Subscriber;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView.State;
import org.junit.jupiter.api.Test;

class CreditTest extends EngineTest {
  private static final Money A_MINUTE = new Money(29_000);
  private final ProjectId project = world.project();
  private final Money before = world.balance();

  private Money charged() {
    return before.plus(world.balance().negated());
  }

  @Test
  void R25_charging_begins_when_the_session_is_joined_and_ends_with_the_leg() {
    Helper maria = world.helper("Maria").dialsIn();
    world.pass(Duration.ofMinutes(10));
    maria.line().hangsUp();
    world.pass(Duration.ofMinutes(10));

    assertThat(charged()).isEqualTo(new Money(290_000));
  }

  @Test
  void R25_it_is_prorated_to_the_second() {
    Helper maria = world.helper("Maria").dialsIn();
    world.pass(Duration.ofSeconds(61));
    maria.line().hangsUp();
    world.time().runUntilQuiet();

    assertThat(charged()).isEqualTo(A_MINUTE.perMinuteFor(Duration.ofSeconds(61)));
    assertThat(charged()).isEqualTo(new Money(29_483));
  }

  @Test
  void R25_it_pauses_between_reconnects() {
    Helper maria = world.helper("Maria").dialsIn();
    world.pass(Duration.ofMinutes(1));
    maria.line().hangsUp();
    world.pass(Duration.ofMinutes(1));
    maria.dialsIn();
    world.pass(Duration.ofMinutes(1));
    maria.submits(new Command.Leave());

    assertThat(charged()).isEqualTo(new Money(58_000));
  }

  @Test
  void R25_after_a_crash_it_reaches_to_the_last_heartbeat() {
    world.helper("Maria").dialsIn();
    world.pass(Duration.ofSeconds(50));

    world.killAndRestart();
    world.pass(Duration.ofHours(1));

    assertThat(charged()).isEqualTo(A_MINUTE.perMinuteFor(Duration.ofSeconds(45)));
  }

  @Test
  void R25_what_the_store_did_not_take_is_charged_later() {
    Helper maria = world.helper("Maria").dialsIn();
    world.stores().fault(org.hustings.core.scripted.FaultyStores.Fault.AWAY);
    world.pass(Duration.ofMinutes(2));
    maria.line().hangsUp();
    world.pass(Duration.ofSeconds(10));
    world.stores().fault(org.hustings.core.scripted.FaultyStores.Fault.NONE);
    world.pass(Duration.ofMinutes(2));

    assertThat(charged()).isEqualTo(new Money(58_000));
  }

  @Test
  void R25_at_zero_a_running_session_ends_after_its_present_attempt() {
    PhoneId phone = world.voterAtNumber(project, 90);
    world.behaves(phone, Subscriber.answers());
    Helper maria = world.helper("Maria").dialsIn();
    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(10));
    spendAllCredit();
    world.pass(Duration.ofSeconds(15));

    assertThat(maria.sees().state()).isEqualTo(State.TALKING);
    assertThat(maria.sees().notice().map(Notice::sentence))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("credit"));
    maria.says(Says.reached());
    assertThat(maria.isGone()).isTrue();
  }

  @Test
  void R25_at_zero_no_new_session_starts() {
    spendAllCredit();

    Helper maria = world.helper("Maria").dialsIn();

    assertThat(maria.isGone()).isTrue();
    assertThat(maria.line().heard()).endsWith("no-credit");
    world.pass(Duration.ofSeconds(5));
    assertThat(maria.line().isOver()).isTrue();
  }

  @Test
  void R25_dialing_by_hand_is_free() {
    spendAllCredit();
    Helper maria = world.helper("Maria");

    assertThat(maria.opensByHand(Optional.empty())).isInstanceOf(Reply.Done.class);
    Money balance = world.balance();
    world.pass(Duration.ofMinutes(4));
    maria.submits(new Command.Leave());

    assertThat(world.balance()).isEqualTo(balance);
  }

  private void spendAllCredit() {
    Helper spender = world.helper("Spender").dialsIn();
    var session = spender.sees().session();
    Money _ =
        world.in(books ->
            books
                .credits()
                .charge(
                    new Charge(
                        session, 1_000_000, new Money(2_000_000_000L), world.time().instant())));
    spender.submits(new Command.Leave());
    world.time().runUntilQuiet();
  }
}
