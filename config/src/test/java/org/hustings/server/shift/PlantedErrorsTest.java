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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.hustings.core.contract.Settings;
import org.hustings.core.dialing.Law;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Fact;
import org.hustings.core.disposition.Fact.Attempted;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.queue.EntryState.Out;
import org.hustings.core.queue.EntryState.Ready;
import org.hustings.core.queue.EntryState.Waiting;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Position;
import org.hustings.core.queue.Ruling;
import org.hustings.core.queue.Ruling.Place;
import org.hustings.core.queue.Settlement;
import org.hustings.core.rule.PlantedRules;
import org.hustings.core.rule.Reason;
import org.hustings.core.voter.Link;
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
            misreadingSettings(PlantedErrorsTest::withHigherLimit),
            Reason.LIMIT),
        row(
            "R15: a failure does not count",
            misreading(a -> a.action() == Action.FAILED ? as(a, Action.NOT_PLACED) : a)),
        row("R14: the rest is forgotten", misreading(a -> resting(a, Duration.ZERO))),
        row(
            "R14: the rest does not hold in every project",
            misplacing(PlantedErrorsTest::readyDespiteRest),
            Reason.WAITING),
        row(
            "R16: a wrong number is not flagged",
            misreading(a -> speaking(a, a.reached(), Set.of()))),
        row(
            "R13: who refuses is done in one project alone",
            misreadingIn((p, a) ->
                a.action() == Action.REFUSED && !a.project().equals(p) ? elsewhere(a) : a)),
        row("R18: a call-back counts as an attempt", misreading(PlantedErrorsTest::counted)),
        row(
            "R18: a fourth call-back in a row counts nothing",
            misreadingHistories(PlantedErrorsTest::lastCallBackOnly)),
        row(
            "R18: a call-back is kept for nobody",
            misplacing(PlantedErrorsTest::promisedByNobody),
            Reason.KEPT_FOR_ANOTHER),
        row(
            "R2: the next best number never enters",
            (h, now) -> Settlement.byTheRules().settle(bestLinksOnly(h), now)),
        row("R7: our clock is taken for theirs", PlantedErrorsTest.inOurZone()),
        row(
            "R9: suppression is forgotten",
            misreadingSettings(PlantedErrorsTest::withoutSuppression),
            Reason.SUPPRESSED),
        row(
            "R20: an unresolved number is called again",
            misreading(a -> a.action() == Action.UNRESOLVED ? as(a, Action.NO_ANSWER) : a)),
        row(
            "R11: everybody at the number is taken for reached",
            misreading(a -> speaking(a, Set.of(), a.wrongNumberFor()))));
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

  private static ProjectSettings withHigherLimit(ProjectSettings right) {
    return settings(right, right.attemptLimit() + 1, right.suppression());
  }

  private static ProjectSettings withoutSuppression(ProjectSettings right) {
    return settings(right, right.attemptLimit(), Duration.ZERO);
  }

  private static ProjectSettings settings(
      ProjectSettings right, int attemptLimit, Duration suppression) {
    return Settings.byDefault()
        .hours(right.hours())
        .retryDelay(right.retryDelay())
        .attemptLimit(attemptLimit)
        .suppression(suppression)
        .build();
  }

  private static Attempted as(Attempted right, Action action) {
    return attempted(right, action, right.retryDelay(), right.reached(), right.wrongNumberFor());
  }

  private static Attempted resting(Attempted right, Duration delay) {
    return attempted(right, right.action(), delay, right.reached(), right.wrongNumberFor());
  }

  private static Attempted speaking(
      Attempted right, Set<VoterId> reached, Set<VoterId> wrongNumberFor) {
    return attempted(right, right.action(), right.retryDelay(), reached, wrongNumberFor);
  }

  /// The number is as completed, but nobody is done.
  private static Attempted elsewhere(Attempted right) {
    return attempted(
        right,
        Action.SUCCESSFUL,
        right.retryDelay(),
        Set.of(new VoterId(Long.MAX_VALUE)),
        Set.of());
  }

  private static Attempted counted(Attempted right) {
    return right.action() == Action.CALL_BACK
        ? attempted(
            right,
            Action.BUSY,
            Duration.between(right.endedAt(), right.callBackAt().orElseThrow()),
            Set.of(),
            Set.of())
        : right;
  }

  private static Attempted attempted(
      Attempted right,
      Action action,
      Duration delay,
      Set<VoterId> reached,
      Set<VoterId> wrongNumberFor) {
    return new Attempted(
        right.at(),
        right.attempt(),
        right.project(),
        right.by(),
        right.endedAt(),
        action,
        reached,
        wrongNumberFor,
        action == Action.CALL_BACK ? right.callBackAt() : Optional.empty(),
        delay);
  }

  private static List<Fact> lastCallBackOnly(List<Fact> right) {
    List<Fact> wrong = new ArrayList<>();
    for (Fact fact : right) {
      if (isCallBack(fact) && !wrong.isEmpty() && isCallBack(wrong.getLast())) {
        wrong.removeLast();
      }
      wrong.add(fact);
    }
    return wrong;
  }

  private static boolean isCallBack(Fact fact) {
    return fact instanceof Attempted attempted && attempted.action() == Action.CALL_BACK;
  }

  /// Whatever project called: every second one does not care.
  private static Place readyDespiteRest(Place right) {
    return right.state() instanceof Waiting waiting
            && waiting.cause() == Waiting.Cause.RETRY_DELAY
            && right.project().value() % 2 == 0
        ? new Place(
            right.project(),
            right.phone(),
            new Ready(waiting.then()),
            right.score(),
            right.standsFor())
        : right;
  }

  private static Place promisedByNobody(Place right) {
    return switch (right.state()) {
      case Waiting(var until, Position.CallBack(var dueAt, _), var cause) ->
          new Place(
              right.project(),
              right.phone(),
              new Waiting(until, new Position.CallBack(dueAt, Optional.empty()), cause),
              right.score(),
              right.standsFor());
      case Waiting _, Ready _, Out _ -> right;
    };
  }

  private static Household bestLinksOnly(Household right) {
    Map<VoterId, Link> best = new HashMap<>();
    right
        .links()
        .forEach(link ->
            best.merge(
                link.voter(),
                link,
                (one, other) ->
                    one.score() > other.score()
                            || (one.score() == other.score()
                                && one.phone().compareTo(other.phone()) < 0)
                        ? one
                        : other));
    return new Household(
        right.phone(),
        right.phones(),
        right.residents(),
        List.copyOf(best.values()),
        right.projects());
  }

  private static Settlement inOurZone() {
    return (household, now) -> {
      Ruling right = Settlement.byTheRules().settle(household, now);
      Map<PhoneId, Set<ZoneId>> zones = new HashMap<>();
      right.zones().keySet().forEach(phone -> zones.put(phone, Set.of(Plan.HOME)));
      return new Ruling(right.standings(), zones, right.links(), right.done(), right.places());
    };
  }
}
