package org.hustings.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.hustings.core.diary.Diary;
import org.hustings.core.diary.Diary.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClockDriftTest {
  private static final Duration A_WHILE = ClockDrift.LOOKED_AT_EVERY;

  private Instant wall = Instant.parse("2026-11-03T15:00:00Z");
  private long steady = -7;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final ClockDrift drift = new ClockDrift(() -> wall, () -> steady, meters);
  private final Diary diary = Diary.ofOperators();

  @AfterEach
  void close() {
    diary.close();
  }

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
    assertThat(meters.get("hustings.clock.drift.seconds").gauge().value()).isEqualTo(599);
  }

  @Test
  void a_clock_that_is_set_back_is_a_leap_behind() {
    pass(Duration.ofMinutes(-59), Duration.ofMinutes(1));
    assertThat(drift.seconds()).isEqualTo(-3600);
  }

  @Test
  void a_leap_either_way_is_named_once_in_the_log() {
    drift.look();
    pass(Duration.ofMinutes(10).plus(A_WHILE), A_WHILE);
    drift.look();
    pass(A_WHILE, A_WHILE);
    drift.look();
    pass(Duration.ofHours(-1).plus(A_WHILE), A_WHILE);
    drift.look();

    assertThat(diary.of("clock-stepped"))
        .extracting(Entry::text)
        .satisfiesExactly(
            ahead -> assertThat(ahead).endsWith("seconds=600"),
            back -> assertThat(back).endsWith("seconds=-3600"));
    assertThat(diary.of("stood-still")).isEmpty();
  }

  @Test
  void a_clock_that_is_being_adjusted_is_none() {
    for (int i = 0; i < 100; i++) {
      pass(A_WHILE.plusMillis(500), A_WHILE);
      drift.look();
    }
    assertThat(diary.of("clock-stepped")).isEmpty();
  }

  @Test
  void a_process_that_stood_still_while_both_clocks_ran_is_named_and_counted() {
    drift.look();
    pass(Duration.ofMinutes(10), Duration.ofMinutes(10));
    drift.look();
    pass(A_WHILE, A_WHILE);
    drift.look();

    assertThat(diary.of("stood-still"))
        .extracting(Entry::text)
        .singleElement()
        .asString()
        .endsWith("seconds=595");
    assertThat(meters.get("hustings.standstill.seconds").counter().count()).isEqualTo(595);
    assertThat(diary.of("clock-stepped")).isEmpty();
  }
}
