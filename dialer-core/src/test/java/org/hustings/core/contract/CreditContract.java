package org.hustings.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.hustings.core.credit.Charge;
import org.hustings.core.credit.Money;
import org.hustings.core.id.SessionId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The ledger: nothing is charged twice and nothing is lost (R25).
public abstract class CreditContract {
  private static final Money DOLLAR = new Money(1_000_000);

  private World world;
  private Volunteering ann;
  private Volunteering bob;

  protected abstract SeededStores stores();

  @BeforeEach
  void open() {
    world = new World(stores());
    ann = world.volunteer("Ann");
    bob = world.volunteer("Bob");
  }

  @Test
  void a_campaign_begins_with_nothing() {
    assertThat(balance()).isEqualTo(Money.ZERO);
  }

  @Test
  void a_top_up_is_added_once_for_its_reference() {
    assertThat(topUp(DOLLAR, "invoice 1")).isEqualTo(DOLLAR);
    assertThat(topUp(DOLLAR, "invoice 1")).as("repeated").isEqualTo(DOLLAR);
    assertThat(topUp(DOLLAR, "invoice 2")).isEqualTo(new Money(2_000_000));
  }

  @Test
  void R25_a_charge_adds_only_what_is_still_missing() {
    topUp(DOLLAR, "invoice 1");

    assertThat(charge(ann, 15, 7_250)).isEqualTo(new Money(992_750));
    assertThat(charge(ann, 15, 7_250)).as("repeated").isEqualTo(new Money(992_750));
    assertThat(charge(ann, 30, 14_500)).isEqualTo(new Money(985_500));
    assertThat(charge(ann, 15, 7_250)).as("late").isEqualTo(new Money(985_500));
    assertThat(balance()).isEqualTo(new Money(985_500));
  }

  @Test
  void R25_sessions_are_charged_apart() {
    topUp(DOLLAR, "invoice 1");
    charge(ann, 60, 29_000);

    assertThat(charge(bob, 60, 29_000)).isEqualTo(new Money(942_000));
  }

  @Test
  void R25_of_sessions_that_are_charged_together_each_pays_what_is_missing() {
    topUp(DOLLAR, "invoice 1");
    charge(ann, 60, 29_000);
    List<Charge> together = List.of(of(ann.session(), 60, 29_000), of(bob.session(), 30, 14_500));

    assertThat(chargeAll(together)).isEqualTo(new Money(956_500));
    assertThat(chargeAll(together)).as("repeated").isEqualTo(new Money(956_500));
    assertThat(chargeAll(List.of(of(bob.session(), 60, 29_000), of(ann.session(), 120, 58_000))))
        .isEqualTo(new Money(913_000));
    assertThat(charge(ann, 180, 87_000)).as("alone again").isEqualTo(new Money(884_000));
  }

  @Test
  void R25_nobody_is_charged_together_with_a_session_that_is_not_there() {
    topUp(DOLLAR, "invoice 1");
    SessionId nobody = new SessionId(UUID.randomUUID());

    assertThatThrownBy(
            () -> chargeAll(List.of(of(ann.session(), 60, 29_000), of(nobody, 60, 29_000))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(balance()).isEqualTo(DOLLAR);
  }

  @Test
  void R25_a_balance_can_fall_below_zero_since_a_call_is_never_cut() {
    assertThat(charge(ann, 60, 29_000)).isEqualTo(new Money(-29_000));
  }

  @Test
  void campaigns_have_ledgers_of_their_own() {
    topUp(DOLLAR, "invoice 1");

    assertThat(new World(stores()).<Money>in(books -> books.credits().balance()))
        .isEqualTo(Money.ZERO);
  }

  private Money balance() {
    return world.in(books -> books.credits().balance());
  }

  private Money topUp(Money amount, String reference) {
    return world.in(books -> books.credits().topUp(amount, reference, world.now()));
  }

  private Money chargeAll(List<Charge> together) {
    return world.in(books -> books.credits().charge(together));
  }

  private Money charge(Volunteering volunteer, long seconds, long microdollars) {
    return world.in(
        books -> books.credits().charge(of(volunteer.session(), seconds, microdollars)));
  }

  private Charge of(SessionId session, long seconds, long microdollars) {
    return new Charge(session, seconds, new Money(microdollars), world.now());
  }
}
