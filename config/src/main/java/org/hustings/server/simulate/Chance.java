package org.hustings.server.simulate;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// What happens by chance, from a seed.
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  /// A chance of its own for somebody: what they draw does not depend on what others do.
  Chance apart() {
    return new Chance(random.split());
  }

  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  /// From `least` to below `most`.
  int between(int least, int most) {
    return random.nextInt(least, most);
  }

  /// To the millisecond, so that hardly anything happens at the same instant.
  Duration seconds(int least, int most) {
    return Duration.ofMillis(random.nextLong(least * 1000L, most * 1000L));
  }

  <T> T oneOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
