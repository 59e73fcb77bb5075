package org.hustings.server.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.server.shift.Planted.misplacing;
import static org.hustings.server.shift.Planted.misreading;
import static org.hustings.server.shift.Planted.misreadingHistories;
import static org.hustings.server.shift.Planted.misreadingIn;
import static org.hustings.server.shift.Planted.misreadingSettings;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.hustings.core.dialing.Law;
import org.hustings.core.disposition.Action;
import org.hustings.core.queue.Settlement;
import org.hustings.core.rule.PlantedRules;
import org.hustings.core.rule.Reason;
import org.hustings.server.shift.Shift.Findings;
import org.hustings.server.shift.plain.Outcome;
import org.hustings.server.shift.plain.PlainRules;
import org.hustings.server.shift.plain.Plan;
import org.hustings.server.shift.plain.SeededPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/// Errors planted in the rules and in the engine, one at a time: such a shift must be noticed, by
/// how it ends or by what was seen on the way. An error in a rule is planted where the rule is
/// decided *and* where it is checked again (R8), as if it had been understood wrongly.
final class PlantedErrorsTest {
  private static final int VOLUNTEERS = 10;
  private static final int DAYS = 12;
  private static final Plan PLAN = SeededPlan.of(11, 250);
  private static final Outcome EXPECTED = new PlainRules(PLAN).playToTheEnd(new Random(11));

  // spotless:off
  static Stream<Arguments> errors() {
    return Stream.of(
        row(
            "R19: one attempt too many",
            misreadingSettings(Mistakes::withHigherLimit),
            Reason.LIMIT),
        row(
            "R15: a failure does not count",
            misreading(a -> a.action() == Action.FAILED ? Mistakes.as(a, Action.NOT_PLACED) : a)),
        row("R14: the rest is forgotten", misreading(a -> Mistakes.resting(a, Duration.ZERO))),
        row(
            "R14: the rest does not hold in every project",
            misplacing(Mistakes::readyDespiteRest),
            Reason.WAITING),
        row(
            "R16: a wrong number is not flagged",
            misreading(a -> Mistakes.speaking(a, a.reached(), Set.of()))),
        row(
            "R13: who refuses is done in one project alone",
            misreadingIn((p, a) ->
                a.action() == Action.REFUSED && !a.project().equals(p) ? Mistakes.elsewhere(a) : a)),
        row("R18: a call-back counts as an attempt", misreading(Mistakes::counted)),
        row(
            "R18: a fourth call-back in a row counts nothing",
            misreadingHistories(Mistakes::lastCallBackOnly)),
        row(
            "R18: a call-back is kept for nobody",
            misplacing(Mistakes::promisedByNobody),
            Reason.KEPT_FOR_ANOTHER),
        row(
            "R2: the next best number never enters",
            (h, now) -> Settlement.byTheRules().settle(Mistakes.bestLinksOnly(h), now)),
        row("R7: our clock is taken for theirs", Mistakes.inOurZone()),
        row(
            "R9: suppression is forgotten",
            misreadingSettings(Mistakes::withoutSuppression),
            Reason.SUPPRESSED),
        row(
            "R20: an unresolved number is called again",
            misreading(a -> a.action() == Action.UNRESOLVED ? Mistakes.as(a, Action.NO_ANSWER) : a)),
        row(
            "R11: everybody at the number is taken for reached",
            misreading(a -> Mistakes.speaking(a, Set.of(), a.wrongNumberFor()))));
  }

  // spotless:on

  @ParameterizedTest(name = "{0}")
  @MethodSource("errors")
  void an_error_planted_in_the_rules_is_noticed(
      String label, Settlement wrong, Set<Reason> forgotten) {
    Law right = ShiftTest.LAW;
    Law law =
        new Law(PlantedRules.without(right.whenToCall(), forgotten), right.whenToCall(), wrong);

    assertThat(isNoticed(new Shift(PLAN, VOLUNTEERS, 11, law, Wiring.DIRECT))).as(label).isTrue();
  }

  /// What the engine says of such errors would fill the log.
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

  static Stream<Arguments> miswirings() {
    return Stream.of(
        Arguments.of("R22: every order is given twice", Miswired.dialingTwice()),
        Arguments.of("R24: a voter's leg is never ended", Miswired.leavingVotersOnTheLine()),
        Arguments.of("R12: the end of a message is not heard", Miswired.takingMessagesFor(false)),
        Arguments.of(
            "R12: a message cut short is taken for whole", Miswired.takingMessagesFor(true)),
        Arguments.of("R14: a call ends when it begins", Miswired.endingCallsBeforeTheyEnd()),
        Arguments.of("R21: survey answers are not written", Miswired.losingSurveyAnswers()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("miswirings")
  void an_error_planted_in_the_engine_is_noticed(String label, Wiring wiring) {
    assertThat(isNoticed(new Shift(PLAN, VOLUNTEERS, 11, ShiftTest.LAW, wiring)))
        .as(label)
        .isTrue();
  }

  @Test
  void without_an_error_there_is_nothing_to_notice() {
    Findings findings = new Shift(PLAN, VOLUNTEERS, 11, ShiftTest.LAW, Wiring.DIRECT).play(DAYS);

    assertThat(findings.complaints()).isEmpty();
    assertThat(findings.outcome()).isEqualTo(EXPECTED);
  }

  private static boolean isNoticed(Shift shift) {
    Findings findings = shift.play(DAYS);
    return !findings.complaints().isEmpty() || !findings.outcome().equals(EXPECTED);
  }

  private static Arguments row(String label, Settlement wrong, Reason... forgotten) {
    return Arguments.of(label, wrong, Set.of(forgotten));
  }
}
