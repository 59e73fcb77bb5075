package org.hustings.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.hustings.core.account.Throttle.Guess;
import org.junit.jupiter.api.Test;

/// Guessing locks out the guesser and nobody else.
class ThrottleTest {
  private static final Instant NOON = Instant.parse("2026-10-05T12:00:00Z");

  private final MemoryTryBook book = new MemoryTryBook();
  private final Throttle throttle = new Throttle(book, Throttle.Limits.DEFAULT);

  @Test
  void five_tries_are_free_and_the_sixth_waits_half_a_minute() {
    tryTimes("guesser", 5);

    assertThat(throttle.enter(from("guesser"), NOON)).contains(NOON.plusSeconds(30));
    assertThat(throttle.enter(from("guesser"), NOON.plusSeconds(30))).isEmpty();
  }

  @Test
  void the_pause_doubles_with_each_further_try_up_to_a_quarter_of_an_hour() {
    tryTimes("guesser", 5);
    Instant now = NOON;
    for (int round = 0; round < 12; round++) {
      now = throttle.enter(from("guesser"), now).orElseThrow();
      assertThat(throttle.enter(from("guesser"), now)).isEmpty();
    }

    assertThat(throttle.enter(from("guesser"), now)).contains(now.plus(Duration.ofMinutes(15)));
  }

  @Test
  void another_place_is_not_slowed() {
    tryTimes("guesser", 50);

    assertThat(throttle.enter(from("somebody else"), NOON)).isEmpty();
  }

  @Test
  void a_right_secret_clears_what_was_counted() {
    tryTimes("forgetful", 4);
    throttle.succeeded(from("forgetful"), NOON);
    tryTimes("forgetful", 4);

    assertThat(throttle.enter(from("forgetful"), NOON)).isEmpty();
  }

  @Test
  void an_hour_of_quiet_begins_the_count_anew() {
    tryTimes("forgetful", 5);
    Instant later = NOON.plus(Duration.ofHours(1)).plusSeconds(1);

    assertThat(throttle.enter(from("forgetful"), later)).isEmpty();
    assertThat(throttle.enter(from("forgetful"), later)).isEmpty();
  }

  @Test
  void what_is_thirty_days_old_is_forgotten_when_the_book_is_tidied_up_and_nothing_younger() {
    tryTimes("guesser", 5);
    Instant aMonthLater = NOON.plus(Duration.ofDays(30));

    throttle.tidyUp(aMonthLater);
    assertThat(book.tries).isNotEmpty();
    throttle.tidyUp(aMonthLater.plusSeconds(1));

    assertThat(book.tries).isEmpty();
  }

  @Test
  void going_through_all_targets_from_one_place_is_stopped() {
    for (int i = 0; i < 50; i++) {
      assertThat(throttle.enter(at("target " + i), NOON)).isEmpty();
    }

    assertThat(throttle.enter(at("target 50"), NOON)).contains(NOON.plusSeconds(30));
  }

  @Test
  void who_got_in_from_a_place_before_does_not_pay_for_the_guesser_there() {
    throttle.enter(at("colleague"), NOON);
    throttle.succeeded(at("colleague"), NOON);
    for (int i = 0; i < 60; i++) {
      throttle.enter(at("target " + i), NOON);
    }

    assertThat(throttle.enter(at("newcomer"), NOON)).isPresent();
    assertThat(throttle.enter(at("colleague"), NOON)).isEmpty();
  }

  @Test
  void a_whole_office_may_sign_in_in_one_evening() {
    for (int i = 0; i < 200; i++) {
      assertThat(throttle.enter(at("volunteer " + i), NOON)).isEmpty();
      throttle.succeeded(at("volunteer " + i), NOON);
    }
  }

  private void tryTimes(String place, int times) {
    for (int i = 0; i < times; i++) {
      throttle.enter(from(place), NOON);
    }
  }

  /// One target, from this place.
  private static Guess from(String place) {
    return new Guess(Optional.of(place), "somebody");
  }

  /// This target, from one place.
  private static Guess at(String target) {
    return new Guess(Optional.of("an office"), target);
  }

  private static final class MemoryTryBook implements TryBook {
    private final Map<String, Tries> tries = new ConcurrentHashMap<>();

    @Override
    public Tries change(String key, UnaryOperator<Tries> change) {
      return tries.compute(key, (_, old) -> change.apply(old == null ? Tries.NONE : old));
    }

    @Override
    public void forget(Instant before) {
      tries.values().removeIf(known -> known.lastAt().isBefore(before));
    }
  }
}
