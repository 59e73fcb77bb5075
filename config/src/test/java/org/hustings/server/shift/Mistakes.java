package org.hustings.server.shift;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.contract.Settings;
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
import org.hustings.core.voter.Link;
import org.hustings.server.shift.plain.Plan;

/// Ways to get a rule wrong: what is read as something else, and what is put at a wrong place.
final class Mistakes {
  private Mistakes() {}

  static ProjectSettings withHigherLimit(ProjectSettings right) {
    return settings(right, right.attemptLimit() + 1, right.suppression());
  }

  static ProjectSettings withoutSuppression(ProjectSettings right) {
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

  static Attempted as(Attempted right, Action action) {
    return attempted(right, action, right.retryDelay(), right.reached(), right.wrongNumberFor());
  }

  static Attempted resting(Attempted right, Duration delay) {
    return attempted(right, right.action(), delay, right.reached(), right.wrongNumberFor());
  }

  static Attempted speaking(Attempted right, Set<VoterId> reached, Set<VoterId> wrongNumberFor) {
    return attempted(right, right.action(), right.retryDelay(), reached, wrongNumberFor);
  }

  /// The number is as completed, but nobody is done.
  static Attempted elsewhere(Attempted right) {
    return attempted(
        right,
        Action.SUCCESSFUL,
        right.retryDelay(),
        Set.of(new VoterId(Long.MAX_VALUE)),
        Set.of());
  }

  static Attempted counted(Attempted right) {
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

  static List<Fact> lastCallBackOnly(List<Fact> right) {
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
  static Place readyDespiteRest(Place right) {
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

  static Place promisedByNobody(Place right) {
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

  static Household bestLinksOnly(Household right) {
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

  static Settlement inOurZone() {
    return (household, now) -> {
      Ruling right = Settlement.byTheRules().settle(household, now);
      Map<PhoneId, Set<ZoneId>> zones = new HashMap<>();
      right.zones().keySet().forEach(phone -> zones.put(phone, Set.of(Plan.HOME)));
      return new Ruling(right.standings(), zones, right.links(), right.done(), right.places());
    };
  }
}
