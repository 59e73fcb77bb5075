package org.hustings.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.hustings.server.simulate.SimulatedShift.Findings;
import org.hustings.server.simulate.SimulatedShift.Reader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// R4, R6, R7, R14, R19, R21 to R25 in shifts in which things go wrong. A seed that fails is told,
/// and `./hustings simulate --seed …` plays it again.
final class SimulationTest {
  /// A minute of one core's work, shared by all there are; `many_thousand_shifts` is for a night.
  private static final int SHIFTS = 2_000;

  /// What the engine says of all those faults would fill the log.
  @BeforeAll
  static void quiet() {
    engineLog().setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    engineLog().setLevel(null);
  }

  private static Logger engineLog() {
    return (Logger) LoggerFactory.getLogger("org.hustings.core.dialing");
  }

  @Test
  void whatever_fails_no_voter_is_rung_twice_nothing_confirmed_is_lost_and_nothing_hangs() {
    List<Findings> played = play(LongStream.range(0, SHIFTS));

    assertThat(played.stream().mapToInt(Findings::rings).sum())
        .as("rings")
        .isGreaterThan(SHIFTS * 15);
    assertThat(played.stream().filter(shift -> shift.servers() > 1).count())
        .as("shifts in which the server was killed")
        .isGreaterThan(SHIFTS / 10);
  }

  @Test
  @Tag("long")
  void many_thousand_shifts() {
    assertThat(play(LongStream.range(SHIFTS, 10_000))).hasSize(10_000 - SHIFTS);
  }

  @Test
  void a_seed_repeats_a_shift_to_the_letter() {
    assertThat(journalOf(7)).hasSizeGreaterThan(100).isEqualTo(journalOf(7));
    assertThat(journalOf(7)).isNotEqualTo(journalOf(8));
  }

  /// Each shift has a world and a time of its own, so as many are played at once as there are
  /// cores.
  private static List<Findings> play(LongStream seeds) {
    List<Findings> played =
        seeds.parallel().mapToObj(seed -> SimulatedShift.play(seed, Reader.NOBODY)).toList();
    Optional<Findings> bad =
        played.stream().filter(shift -> !shift.complaints().isEmpty()).findFirst();
    bad.ifPresent(shift ->
        fail(
            "seed %d: %s\n%s"
                .formatted(
                    shift.seed(),
                    String.join("\n", shift.complaints()),
                    String.join("\n", journalOf(shift.seed())))));
    return played;
  }

  private static List<String> journalOf(long seed) {
    List<String> lines = new ArrayList<>();
    Findings _ = SimulatedShift.play(seed, Reader.of(lines::add));
    return lines;
  }
}
