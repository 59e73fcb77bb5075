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
        row("R4: the number of the open attempt", BreachInTheBooks::lettingGoOfNumbersInCalls),
        row("broken: CLAIM_SETTLED_TWICE", BreachInTheBooks::lettingGoOfNumbersInCalls),
        row("PREVIEWING, PREVIEWING", BreachInTheBooks::lettingGoOfNumbersOnScreens),
        row("is in two calls", () -> BreachInTheBooks.losing(BreachInTheBooks.Lost.OUTCOME)),
        row(
            "R21: a screen confirmed",
            () -> BreachInTheBooks.losing(BreachInTheBooks.Lost.OUTCOME)),
        row("R22: session", () -> BreachInTheBooks.losing(BreachInTheBooks.Lost.ATTEMPT)),
        row("its calls were", BreachInTheBooks::losingRulings),
        row("R25: the ledger is down", BreachInTheBooks::givingBackCredit),
        row("R3: the attempt", BreachInTheBooks::callingEverybodyAgain),
        row("is dialed, and is not to be called", BreachInTheBooks::callingEverybodyAgain),
        row("is on a screen, and is not to be called", BreachInTheBooks::callingEverybodyAgain),
        row("rings on, and is not to be called", BreachOnTheLines::lettingItRing),
        row("is not on the list any more", BreachInTheBooks::listingNobody),
        row("without a channel of its own", BreachOnTheLines::dialingWithoutAChannel),
        row("is given away, and the call is up", BreachOnTheLines::freeingChannelsEarly),
        row("is held for nobody's call", BreachOnTheLines::takingTwoChannels),
        row("is rung while it rings or talks", BreachOnTheLines::dialingTwice),
        row("thrown: ", BreachOnTheLines::stumblingOverAnswers));
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
