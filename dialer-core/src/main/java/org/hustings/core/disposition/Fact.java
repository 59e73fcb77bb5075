package org.hustings.core.disposition;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;

/// One valid row in the history of a number. The number's state is what the rules make of its facts
/// in the order of [#at()] (R21): a correction replaces a fact, and the state follows.
public sealed interface Fact {

  /// When it happened; for an attempt, when it began.
  Instant at();

  /// An attempt with the disposition that stands.
  ///
  /// @param at when the attempt began
  /// @param endedAt when the voter leg ended, or the disposition was written if there was none; the
  ///   retry delay runs from here
  /// @param by who called; for `CALL_BACK`, who promised
  /// @param retryDelay the calling project's delay as it was then
  record Attempted(
      Instant at,
      AttemptId attempt,
      ProjectId project,
      UserId by,
      Instant endedAt,
      Action action,
      Set<VoterId> reached,
      Set<VoterId> wrongNumberFor,
      Optional<Instant> callBackAt,
      Duration retryDelay)
      implements Fact {
    public Attempted {
      reached = Set.copyOf(reached);
      wrongNumberFor = Set.copyOf(wrongNumberFor);
    }
  }

  /// A manager reopened the number (R27): what came before no longer counts, but stays on record.
  record Reopened(Instant at, UserId by) implements Fact {}
}
