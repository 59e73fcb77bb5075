package org.hustings.core.queue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.voter.PhoneStatus;

/// What the facts make of a number across all projects.
///
/// @param attempts counted attempts since it was last reopened (R19)
/// @param notBefore no project calls it earlier (R14, R18)
/// @param rejoinedAt when it rejoined, or rejoins, its queues; empty if it was never attempted
/// @param callBack the promise that stands
/// @param lastCalledAt the latest attempt by project (R9)
public record Standing(
    PhoneStatus status,
    int attempts,
    Optional<Instant> notBefore,
    Optional<Instant> rejoinedAt,
    Optional<Promise> callBack,
    Map<ProjectId, Instant> lastCalledAt) {
  public Standing {
    lastCalledAt = Map.copyOf(lastCalledAt);
  }

  /// A call-back that was promised (R18).
  public record Promise(ProjectId project, UserId by, Instant dueAt) {}
}
