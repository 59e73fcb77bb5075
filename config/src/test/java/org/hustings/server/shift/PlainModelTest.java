package org.hustings.server.shift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.hustings.server.shift.plain.PlainRules;
import org.hustings.server.shift.plain.Plan;
import org.hustings.server.shift.plain.SeededPlan;
import org.junit.jupiter.api.Test;

/// What the plain model must be to be worth comparing with.
final class PlainModelTest {

  @Test
  void in_a_seeded_plan_every_order_of_calls_ends_the_same() {
    Plan plan = SeededPlan.of(4, 2000);

    assertThat(new PlainRules(plan).playToTheEnd(new Random(1)))
        .isEqualTo(new PlainRules(plan).playToTheEnd(new Random(2)))
        .isEqualTo(new PlainRules(plan).playToTheEnd(new Random(3)));
  }

  @Test
  void the_plain_model_uses_no_class_of_the_core() throws IOException {
    Path plain = Path.of("src/test/java/org/hustings/server/shift/plain");
    try (Stream<Path> files = Files.list(plain)) {
      List<String> foreign =
          files
              .flatMap(PlainModelTest::lines)
              .filter(line -> line.contains("org.hustings") && !line.contains("server.shift.plain"))
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
