package org.hustings.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.hustings.server.simulate.SimulatedShift.Reader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/// Errors that only a fault shows, planted one at a time: without the fault such shifts pass, with
/// it the referee notices within a few.
final class PlantedFaultsTest {
  private static final int SHIFTS = 60;
  private static final int QUIET_SHIFTS = 3;

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

  static Stream<Arguments> errors() {
    return Stream.of(
        row("R22: silence is dialed once more", Planted::dialingSilenceAgain, Trouble.TRUNK_SILENT),
        row(
            "R22: hanging up waits for the database",
            Planted::hangingUpByTheBooks,
            Trouble.STORE_AWAY),
        row(
            "R23: a dead server's attempts are forgotten",
            Planted::forgettingAttempts,
            Trouble.SERVER_KILLED),
        row(
            "R23: a dead server's legs are left up",
            Planted::forgettingDialogs,
            Trouble.SERVER_KILLED),
        row(
            "R22: a transaction without a reply is taken for one that failed, and done again",
            Planted::tryingAgain,
            Trouble.STORE_FAILING),
        row(
            "R25: a line is charged by the wall's clock",
            Planted::measuringByTheWall,
            Trouble.CLOCK_SET));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errors")
  void an_error_that_only_a_fault_shows_is_noticed(
      String label, Supplier<Planted> error, Set<Trouble> faults) {
    assertThat(complaints(error, faults, SHIFTS)).as(label).isNotEmpty();
    assertThat(complaints(error, EnumSet.of(Trouble.TRUNK_REFUSING), QUIET_SHIFTS))
        .as(label + ", without the fault")
        .isEmpty();
  }

  /// Those of the first shift that has any.
  private static List<String> complaints(Supplier<Planted> error, Set<Trouble> faults, int shifts) {
    return LongStream.range(0, shifts)
        .mapToObj(
            seed -> SimulatedShift.play(seed, faults, error.get(), Reader.NOBODY).complaints())
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static Arguments row(String label, Supplier<Planted> error, Trouble... faults) {
    return Arguments.of(label, error, Set.of(faults));
  }
}
