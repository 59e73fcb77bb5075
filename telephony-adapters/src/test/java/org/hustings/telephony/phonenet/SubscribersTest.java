package org.hustings.telephony.phonenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.Behaviour.Busy;
import org.hustings.telephony.phonenet.Behaviour.Declines;
import org.hustings.telephony.phonenet.Behaviour.HangsUp;
import org.hustings.telephony.phonenet.Behaviour.LossyLine;
import org.hustings.telephony.phonenet.Behaviour.Machine;
import org.hustings.telephony.phonenet.Behaviour.NoSuchNumber;
import org.hustings.telephony.phonenet.Behaviour.RingsOut;
import org.junit.jupiter.api.Test;

class SubscribersTest {
  private static final int NUMBERS = 20_000;

  private final Subscribers town = new SeededSubscribers(7);

  @Test
  void the_same_seed_number_and_ring_always_behave_the_same() {
    Subscribers again = new SeededSubscribers(7);

    assertThat(share(i -> again.ring(number(i), i % 5 + 1).equals(town.ring(number(i), i % 5 + 1))))
        .isEqualTo(1);
  }

  @Test
  void another_seed_is_another_town_and_another_ring_another_draw() {
    Subscribers elsewhere = new SeededSubscribers(8);

    assertThat(share(i -> elsewhere.ring(number(i), 1).equals(town.ring(number(i), 1))))
        .isLessThan(0.2);
    assertThat(share(i -> town.ring(number(i), 2).equals(town.ring(number(i), 1)))).isLessThan(0.5);
  }

  @Test
  void a_number_that_does_not_exist_never_does_and_no_other_is_missing() {
    for (int i = 0; i < 2000; i++) {
      boolean missing = town.ring(number(i), 1) instanceof NoSuchNumber;
      for (int nth = 2; nth < 6; nth++) {
        assertThat(town.ring(number(i), nth) instanceof NoSuchNumber).isEqualTo(missing);
      }
    }
  }

  @Test
  void nobody_at_home_means_a_machine_at_every_ring_or_at_none() {
    for (int i = 0; i < 2000; i++) {
      PhoneNumber number = number(i);
      List<Behaviour> rings =
          IntStream.range(1, 20).mapToObj(nth -> town.ring(number, nth)).toList();

      assertThat(
              rings.stream().anyMatch(Machine.class::isInstance)
                  && rings.stream().anyMatch(RingsOut.class::isInstance))
          .isFalse();
    }
  }

  @Test
  void the_shares_are_those_that_are_documented() {
    double exists = 0.96;
    assertThat(share(i -> first(i) instanceof NoSuchNumber)).isCloseTo(0.04, within(0.01));
    assertThat(share(i -> first(i) instanceof Busy)).isCloseTo(0.08 * exists, within(0.01));
    assertThat(share(i -> first(i) instanceof Declines)).isCloseTo(0.05 * exists, within(0.01));
    assertThat(share(i -> first(i) instanceof Answers || first(i) instanceof LossyLine))
        .isCloseTo(0.29 * exists, within(0.015));
    assertThat(share(i -> first(i) instanceof HangsUp)).isCloseTo(0.06 * exists, within(0.01));
    assertThat(share(i -> first(i) instanceof Machine))
        .isCloseTo(0.52 * 0.55 * exists, within(0.015));
    assertThat(share(i -> first(i) instanceof RingsOut))
        .isCloseTo(0.52 * 0.45 * exists, within(0.015));
    assertThat(share(i -> first(i) instanceof LossyLine))
        .isCloseTo(0.03 * 0.29 * exists, within(0.005));
  }

  @Test
  void a_number_can_be_given_exactly_what_to_do_ring_by_ring() {
    var busy = new Busy();
    var declines = new Declines(Duration.ofSeconds(1));
    Subscribers some = town.assigning(Map.of(number(1), List.of(busy, declines)));

    assertThat(some.ring(number(1), 1)).isEqualTo(busy);
    assertThat(some.ring(number(1), 2)).isEqualTo(declines);
    assertThat(some.ring(number(1), 9)).isEqualTo(declines);
    assertThat(some.ring(number(2), 1)).isEqualTo(town.ring(number(2), 1));
    assertThatThrownBy(() -> town.assigning(Map.of(number(1), List.of())))
        .hasMessageContaining("no behaviour");
  }

  @Test
  void a_town_can_live_faster() {
    var answers = new Answers(Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofSeconds(50));

    assertThat(Subscribers.all(answers).scaled(0.1).ring(number(1), 1))
        .isEqualTo(
            new Answers(Duration.ofMillis(400), Duration.ofMillis(300), Duration.ofSeconds(5)));
  }

  private Behaviour first(int i) {
    return town.ring(number(i), 1);
  }

  private static double share(IntPredicate what) {
    return IntStream.range(0, NUMBERS).filter(what).count() / (double) NUMBERS;
  }

  private static PhoneNumber number(int i) {
    return new PhoneNumber("+1919555" + "%05d".formatted(i));
  }
}
