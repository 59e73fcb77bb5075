package org.hustings.core.shift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.hustings.core.contract.Settings;
import org.hustings.core.dialing.Law;
import org.hustings.core.rehearsal.SeededRehearsal;
import org.hustings.core.shift.plain.PlainRules;
import org.hustings.core.shift.plain.Plan;
import org.hustings.core.shift.plain.Ring;
import org.hustings.core.shift.plain.SeededPlan;
import org.hustings.core.shift.plain.Witness;
import org.hustings.core.voter.RegionZones;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A shift of several days against the plain model.
final class ShiftTest {
  static final Law LAW = Law.standard(_ -> RegionZones.of("US", Settings.NEW_YORK));

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void every_number_ends_as_the_plain_model_says_and_no_ring_was_out_of_order(long seed) {
    Plan plan = SeededPlan.of(seed, 2000);
    Stage stage = new Stage(new SeededRehearsal(), plan, 50);

    List<Ring> log = new QueueShift(stage, LAW, seed).play(12);

    assertThat(log).as("rings").hasSizeGreaterThan(4000);
    assertThat(new Witness(plan).judge(log)).as("seed " + seed).isEmpty();
    assertThat(stage.outcome())
        .as("seed " + seed)
        .isEqualTo(new PlainRules(plan).playToTheEnd(new Random(seed)));
  }

  @Test
  void in_a_seeded_plan_every_order_of_calls_ends_the_same() {
    Plan plan = SeededPlan.of(4, 2000);

    assertThat(new PlainRules(plan).playToTheEnd(new Random(1)))
        .isEqualTo(new PlainRules(plan).playToTheEnd(new Random(2)))
        .isEqualTo(new PlainRules(plan).playToTheEnd(new Random(3)));
  }

  @Test
  void the_plain_model_uses_no_class_of_the_core() throws IOException {
    Path plain = Path.of("src/test/java/org/hustings/core/shift/plain");
    try (Stream<Path> files = Files.list(plain)) {
      List<String> foreign =
          files
              .flatMap(ShiftTest::lines)
              .filter(line -> line.contains("org.hustings") && !line.contains("core.shift.plain"))
              .toList();
      assertThat(foreign).isEmpty();
    }
    assertThat(plain.resolve("PlainRules.java")).exists();
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
