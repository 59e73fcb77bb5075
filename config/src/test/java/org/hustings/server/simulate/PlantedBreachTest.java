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

/// One error for each thing that must hold after every event: it is told in these words, and not
/// only by what comes of it at the end.
final class PlantedBreachTest {
  private static final int SHIFTS = 20;

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

  static Stream<Arguments> breaches() {
    return Stream.of(
        row("R4: the number of the open attempt", PlantedBreach::lettingGoOfNumbersInCalls),
        row("broken: CLAIM_SETTLED_TWICE", PlantedBreach::lettingGoOfNumbersInCalls),
        row("PREVIEWING, PREVIEWING", PlantedBreach::lettingGoOfNumbersOnScreens),
        row("is in two calls", () -> PlantedBreach.losing(PlantedBreach.Written.OUTCOME)),
        row("R21: a screen confirmed", () -> PlantedBreach.losing(PlantedBreach.Written.OUTCOME)),
        row("R22: session", () -> PlantedBreach.losing(PlantedBreach.Written.ATTEMPT)),
        row("its calls were", PlantedBreach::losingRulings),
        row("R25: the ledger is down", PlantedBreach::givingBackCredit),
        row("R3: the attempt", PlantedBreach::callingEverybodyAgain),
        row("is dialed, and is not to be called", PlantedBreach::callingEverybodyAgain),
        row("is on a screen, and is not to be called", PlantedBreach::callingEverybodyAgain),
        row("rings on, and is not to be called", PlantedBreach::lettingItRing),
        row("is not on the list any more", PlantedBreach::listingNobody),
        row("without a channel of its own", PlantedBreach::dialingWithoutAChannel),
        row("is given away, and the call is up", PlantedBreach::freeingChannelsEarly),
        row("is held for nobody's call", PlantedBreach::takingTwoChannels),
        row("is rung while it rings or talks", PlantedBreach::dialingTwice),
        row("thrown: ", PlantedBreach::stumblingOverAnswers));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaches")
  void a_breach_is_told_when_it_happens(String words, Supplier<Tampering> error) {
    List<String> told =
        LongStream.range(0, SHIFTS)
            .mapToObj(seed -> complaints(seed, error.get()))
            .filter(all -> all.stream().anyMatch(complaint -> complaint.contains(words)))
            .findFirst()
            .orElse(List.of());

    assertThat(told).as(words).isNotEmpty();
  }

  private static List<String> complaints(long seed, Tampering error) {
    Set<Trouble> faults = EnumSet.of(Trouble.TRUNK_REFUSING);
    return SimulatedShift.play(seed, faults, error, Reader.NOBODY).complaints();
  }

  private static Arguments row(String words, Supplier<Tampering> error) {
    return Arguments.of(words, error);
  }
}
