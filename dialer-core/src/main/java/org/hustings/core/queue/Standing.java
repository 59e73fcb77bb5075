package org.hustings.core.queue;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.disposition.Fact;
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
  /// A number that nobody has called.
  public static final Standing NEW =
      new Standing(
          PhoneStatus.ACTIVE, 0, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

  public Standing {
    requireNonNull(status, "status");
    requireNonNull(notBefore, "notBefore");
    requireNonNull(rejoinedAt, "rejoinedAt");
    requireNonNull(callBack, "callBack");
    lastCalledAt = Map.copyOf(lastCalledAt);
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts are counted from 0, got " + attempts);
    }
  }

  /// Folds the valid facts of a number, in the order of their time (R11–R20, R27).
  public static Standing of(List<Fact> facts) {
    StandingFold fold = new StandingFold();
    facts.forEach(fold::add);
    return fold.result();
  }

  /// The latest call from another project than this one (R9).
  public Optional<Instant> lastCalledFromElsewhere(ProjectId project) {
    return lastCalledAt.entrySet().stream()
        .filter(called -> !called.getKey().equals(project))
        .map(Map.Entry::getValue)
        .max(Instant::compareTo);
  }

  /// The call-back that was promised in this project, if one stands.
  public Optional<Promise> callBackIn(ProjectId project) {
    return callBack.filter(promise -> promise.project().equals(project));
  }

  /// A call-back that was promised (R18).
  public record Promise(ProjectId project, UserId by, Instant dueAt) {}
}
