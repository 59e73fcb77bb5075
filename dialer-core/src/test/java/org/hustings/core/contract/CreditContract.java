package org.hustings.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.hustings.core.credit.Money;
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

  private Money charge(Volunteering volunteer, long seconds, long microdollars) {
    return world.in(books ->
        books.credits().charge(volunteer.session(), seconds, new Money(microdollars), world.now()));
  }
}
