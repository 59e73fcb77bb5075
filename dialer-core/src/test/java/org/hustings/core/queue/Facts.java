package org.hustings.core.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Fact;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;

/// The history of one number, a day between its facts.
final class Facts {
  static final Instant START = Instant.parse("2026-11-02T15:00:00Z");
  static final Duration CALL_TAKES = Duration.ofSeconds(40);
  static final Duration DELAY = Duration.ofMinutes(30);
  static final UserId ANN = new UserId(7);

  private final List<Fact> facts = new ArrayList<>();

  Facts called(ProjectId project, Action action) {
    return called(project, action, Set.of(), Set.of());
  }

  Facts called(
      ProjectId project, Action action, Set<VoterId> reached, Set<VoterId> wrongNumberFor) {
    return attempted(project, action, reached, wrongNumberFor, Optional.empty());
  }

  Facts callBack(ProjectId project) {
    return callBack(project, nextAt().plus(Duration.ofHours(20)));
  }

  Facts callBack(ProjectId project, Instant dueAt) {
    return attempted(project, Action.CALL_BACK, Set.of(), Set.of(), Optional.of(dueAt));
  }

  private Facts attempted(
      ProjectId project,
      Action action,
      Set<VoterId> reached,
      Set<VoterId> wrongNumberFor,
      Optional<Instant> callBackAt) {
    Instant at = nextAt();
    facts.add(
        new Fact.Attempted(
            at,
            new AttemptId(new UUID(0, facts.size() + 1)),
            project,
            ANN,
            at.plus(CALL_TAKES),
            action,
            reached,
            wrongNumberFor,
            callBackAt,
            DELAY));
    return this;
  }

  Facts reopened() {
    facts.add(new Fact.Reopened(nextAt(), ANN));
    return this;
  }

  private Instant nextAt() {
    return START.plus(Duration.ofDays(facts.size()));
  }

  List<Fact> list() {
    return List.copyOf(facts);
  }

  Standing standing() {
    return Standing.of(facts);
  }

  /// When the latest call began.
  Instant lastAt() {
    return facts.getLast().at();
  }

  /// When the rest after the latest call is over.
  Instant rested() {
    return lastAt().plus(CALL_TAKES).plus(DELAY);
  }

  /// When the latest promise is due.
  Instant promisedFor() {
    return ((Fact.Attempted) facts.getLast()).callBackAt().orElseThrow();
  }
}
