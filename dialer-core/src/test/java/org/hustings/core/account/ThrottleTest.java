package org.hustings.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Guessing locks out the guesser and nobody else.
class ThrottleTest {
  private static final Instant NOON = Instant.parse("2026-10-05T12:00:00Z");

  private final Throttle throttle = new Throttle(new MemoryTryBook(), Throttle.Limits.DEFAULT);

  @Test
  void five_tries_are_free_and_the_sixth_waits_half_a_minute() {
    tryTimes("guesser", 5);

    assertThat(throttle.enter("guesser", NOON)).contains(NOON.plusSeconds(30));
    assertThat(throttle.enter("guesser", NOON.plusSeconds(30))).isEmpty();
  }

  @Test
  void the_pause_doubles_with_each_further_try_up_to_a_quarter_of_an_hour() {
    tryTimes("guesser", 5);
    Instant now = NOON;
    for (int round = 0; round < 12; round++) {
      now = throttle.enter("guesser", now).orElseThrow();
      assertThat(throttle.enter("guesser", now)).isEmpty();
    }

    assertThat(throttle.enter("guesser", now)).contains(now.plus(Duration.ofMinutes(15)));
  }

  @Test
  void another_key_is_not_slowed() {
    tryTimes("guesser", 50);

    assertThat(throttle.enter("somebody else", NOON)).isEmpty();
  }

  @Test
  void a_right_secret_clears_what_was_counted() {
    tryTimes("forgetful", 4);
    throttle.succeeded("forgetful");
    tryTimes("forgetful", 4);

    assertThat(throttle.enter("forgetful", NOON)).isEmpty();
  }

  @Test
  void an_hour_of_quiet_begins_the_count_anew() {
    tryTimes("forgetful", 5);
    Instant later = NOON.plus(Duration.ofHours(1)).plusSeconds(1);

    assertThat(throttle.enter("forgetful", later)).isEmpty();
    assertThat(throttle.enter("forgetful", later)).isEmpty();
  }

  private void tryTimes(String key, int times) {
    for (int i = 0; i < times; i++) {
      throttle.enter(key, NOON);
    }
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
