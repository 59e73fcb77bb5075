package org.hustings.core.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.hustings.core.project.Project;
import org.hustings.core.queue.EntryState.Ready;
import org.hustings.core.queue.EntryState.Waiting;

/// When the turn of an entry comes whose number may be called, and where in the queue it then is
/// (R1, R9, R14, R18).
///
/// @param until empty if its turn has always been
record Turn(Optional<Instant> until, Position position, Waiting.Cause cause) {

  static Turn of(Standing standing, Project project, int score, Optional<Instant> skippedAt) {
    Optional<Standing.Promise> promised = standing.callBackIn(project.id());
    return promised.isPresent()
        ? ofCallBack(promised.get(), skippedAt)
        : ofOthers(standing, project, score, skippedAt);
  }

  /// R18. A call-back that was skipped once due has had its turn, like any other (R5). R9 does not
  /// apply to it.
  private static Turn ofCallBack(Standing.Promise promise, Optional<Instant> skippedAt) {
    Position position =
        skippedAt
            .filter(skipped -> !skipped.isBefore(promise.dueAt()))
            .<Position>map(Position.Rejoined::new)
            .orElseGet(() -> new Position.CallBack(promise.dueAt(), Optional.of(promise.by())));
    return new Turn(Optional.of(promise.dueAt()), position, Waiting.Cause.CALL_BACK);
  }

  private static Turn ofOthers(
      Standing standing, Project project, int score, Optional<Instant> skippedAt) {
    Position position =
        latest(standing.rejoinedAt(), skippedAt)
            .<Position>map(Position.Rejoined::new)
            .orElseGet(() -> new Position.Fresh(score));
    Optional<Instant> suppressedUntil = suppressedUntil(standing, project);
    Optional<Instant> until = latest(standing.notBefore(), suppressedUntil);
    if (suppressedUntil.isPresent() && suppressedUntil.equals(until)) {
      return new Turn(until, position, Waiting.Cause.SUPPRESSED);
    }
    // Another project's promise, or a rest.
    return new Turn(
        until,
        position,
        standing.callBack().isPresent() ? Waiting.Cause.CALL_BACK : Waiting.Cause.RETRY_DELAY);
  }

  /// R9.
  private static Optional<Instant> suppressedUntil(Standing standing, Project project) {
    Duration suppression = project.settings().suppression();
    return suppression.isZero()
        ? Optional.empty()
        : standing.lastCalledFromElsewhere(project.id()).map(called -> called.plus(suppression));
  }

  private static Optional<Instant> latest(Optional<Instant> one, Optional<Instant> other) {
    return Stream.of(one, other).flatMap(Optional::stream).max(Instant::compareTo);
  }

  EntryState asOf(Instant now) {
    return until
        .filter(now::isBefore)
        .<EntryState>map(end -> new Waiting(end, position, cause))
        .orElseGet(() -> new Ready(position));
  }
}
