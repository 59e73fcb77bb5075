package org.hustings.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.EntryState.Out;
import org.hustings.core.queue.EntryState.Waiting;
import org.hustings.core.queue.Explanation.Blocked;
import org.hustings.core.queue.QueueStore.Openings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Why a queue gives nothing: each entry under the one thing that blocks it.
final class EntryCensusTest {
  private static final ProjectId PROJECT = new ProjectId(7);
  private static final Instant NOW = Instant.parse("2026-11-03T15:00:00Z");
  private static final Set<ZoneId> AWAKE = Set.of(ZoneId.of("America/New_York"));
  private static final Set<ZoneId> ASLEEP = Set.of(ZoneId.of("Pacific/Honolulu"));
  private static final Duration UNTIL_THEY_WAKE = Duration.ofHours(3);

  /// Those awake may be called at any time, those asleep in three hours.
  private record Day(boolean projectOpen) implements Openings {
    @Override
    public boolean zonesOpen(Set<ZoneId> zones) {
      return zones.equals(AWAKE);
    }

    @Override
    public Optional<Instant> nextPossible(Set<ZoneId> zones, Instant from) {
      Instant waking = NOW.plus(UNTIL_THEY_WAKE);
      return Optional.of(zonesOpen(zones) || from.isAfter(waking) ? from : waking);
    }
  }

  private final EntryCensus census = new EntryCensus(new Day(true), NOW);

  private Explanation counted() {
    return census.of(PROJECT);
  }

  @Test
  void nobody_in_the_queue_leaves_nothing_to_explain() {
    assertThat(counted()).isEqualTo(new Explanation(PROJECT, NOW, 0, Map.of(), Optional.empty()));
  }

  @Test
  void a_ready_entry_inside_all_hours_is_callable_now_and_not_later() {
    census.ready(AWAKE, 3);

    assertThat(counted().callable()).isEqualTo(3);
    assertThat(counted().blocked()).isEmpty();
    assertThat(counted().nextCallableAt()).isEmpty();
  }

  @Test
  void r7_a_ready_entry_whose_zone_sleeps_waits_for_it() {
    census.ready(ASLEEP, 2);

    assertThat(counted().callable()).isZero();
    assertThat(counted().blocked()).isEqualTo(Map.of(Blocked.ZONE, 2L));
    assertThat(counted().nextCallableAt()).contains(NOW.plus(UNTIL_THEY_WAKE));
  }

  @Test
  void r6_outside_the_projects_hours_they_block_and_not_the_zone() {
    EntryCensus closed = new EntryCensus(new Day(false), NOW);

    closed.ready(AWAKE, 1);
    closed.ready(ASLEEP, 1);

    assertThat(closed.of(PROJECT).callable()).isZero();
    assertThat(closed.of(PROJECT).blocked()).isEqualTo(Map.of(Blocked.HOURS, 2L));
  }

  @Test
  void r4_when_a_held_entry_becomes_callable_is_up_to_its_holder() {
    census.held(2);
    census.ready(ASLEEP, 0);

    assertThat(counted().blocked()).isEqualTo(Map.of(Blocked.HELD, 2L));
    assertThat(counted().nextCallableAt()).isEmpty();
  }

  @ParameterizedTest(name = "{0} counts as {1}")
  @CsvSource({"RETRY_DELAY, WAITING", "CALL_BACK, WAITING", "SUPPRESSED, SUPPRESSED"})
  void what_waits_is_callable_when_its_time_has_come(Waiting.Cause cause, Blocked why) {
    Instant until = NOW.plus(Duration.ofMinutes(30));

    census.waiting(cause, AWAKE, until, 4);

    assertThat(counted().blocked()).isEqualTo(Map.of(why, 4L));
    assertThat(counted().nextCallableAt()).contains(until);
  }

  @ParameterizedTest(name = "{0} counts as {1}")
  @CsvSource({
    "LIMIT, LIMIT",
    "DO_NOT_CALL, DO_NOT_CALL",
    "DONE, DONE",
    "UNRESOLVED, UNRESOLVED",
  })
  void what_is_out_comes_back_by_no_time(Out.Reason reason, Blocked why) {
    census.out(reason, 5);

    assertThat(counted().blocked()).isEqualTo(Map.of(why, 5L));
    assertThat(counted().nextCallableAt()).isEmpty();
  }

  @Test
  void a_reason_that_blocks_nobody_is_not_told() {
    census.held(0);

    assertThat(counted().blocked()).isEmpty();
  }

  @Test
  void r2_who_stands_for_nobody_is_not_counted() {
    census.out(Out.Reason.NOBODY, 5);

    assertThat(counted().blocked()).isEmpty();
  }

  @Test
  void the_next_is_callable_at_the_earliest_of_all_and_groups_add_up() {
    Instant first = NOW.plus(Duration.ofMinutes(10));
    census.waiting(Waiting.Cause.RETRY_DELAY, AWAKE, NOW.plus(Duration.ofHours(1)), 1);
    census.waiting(Waiting.Cause.RETRY_DELAY, AWAKE, first, 1);
    census.waiting(Waiting.Cause.RETRY_DELAY, AWAKE, NOW.plus(Duration.ofHours(2)), 1);

    assertThat(counted().blocked()).isEqualTo(Map.of(Blocked.WAITING, 3L));
    assertThat(counted().nextCallableAt()).contains(first);
  }
}
