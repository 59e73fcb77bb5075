package org.hustings.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockDriftTest {
  private Instant wall = Instant.parse("2026-11-03T15:00:00Z");
  private long steady = -7;
  private final ClockDrift drift = new ClockDrift(() -> wall, () -> steady);

  private void pass(Duration byWall, Duration bySteady) {
    wall = wall.plus(byWall);
    steady += bySteady.toNanos();
  }

  @Test
  void time_that_passes_on_both_clocks_is_no_drift() {
    pass(Duration.ofHours(9), Duration.ofHours(9));
    assertThat(drift.seconds()).isZero();
  }

  @Test
  void a_clock_that_is_set_forward_or_a_sleep_is_a_leap_ahead() {
    pass(Duration.ofMinutes(10), Duration.ofSeconds(1));
    assertThat(drift.seconds()).isEqualTo(599);
  }

  @Test
  void a_clock_that_is_set_back_is_a_leap_behind() {
    pass(Duration.ofMinutes(-59), Duration.ofMinutes(1));
    assertThat(drift.seconds()).isEqualTo(-3600);
  }
}
