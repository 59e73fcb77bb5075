package org.hustings.core.queue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.id.ProjectId;

/// Why a queue gives what it gives: each entry is counted once, under the one thing that blocks it.
///
/// @param callable entries that can be claimed now
/// @param blocked all others by reason
/// @param nextCallableAt when the next entry becomes callable, if time alone does it
public record Explanation(
    ProjectId project,
    Instant at,
    long callable,
    Map<Blocked, Long> blocked,
    Optional<Instant> nextCallableAt) {
  public Explanation {
    blocked = Map.copyOf(blocked);
  }

  /// What blocks an entry, the first that applies in this order.
  public enum Blocked {
    DO_NOT_CALL,
    DONE,
    UNRESOLVED,
    LIMIT,
    HELD,
    SUPPRESSED,
    WAITING,
    HOURS,
    ZONE
  }
}
