package org.hustings.server.shift;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/// Somebody's whims, from a seed.
final class Dice {
  private final Random random;

  Dice(long seed) {
    // Neighbouring seeds begin alike.
    random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
  }

  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  /// From 0 to below 100.
  int percents() {
    return random.nextInt(100);
  }

  /// To the millisecond, so that hardly anything happens at the same instant.
  Duration seconds(int from, int to) {
    return Duration.ofMillis(from * 1000L + random.nextInt((to - from) * 1000));
  }

  Duration minutes(int from, int to) {
    return seconds(from * 60, to * 60);
  }

  <T> T oneOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
