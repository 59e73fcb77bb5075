package org.hustings.api.project;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hustings.core.dialing.ManagerDesk;
import org.hustings.core.id.ProjectId;
import org.hustings.core.project.ManagedProjects;
import org.hustings.core.project.ManagedProjects.Reach;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Explanation;

/// How far projects have come. Counting a queue is dear and many volunteers look at once, so that a
/// count is shown for a while; who asks during a count waits for it.
final class Progress {
  static final Duration SHOWN_FOR = Duration.ofSeconds(20);

  private final ManagedProjects projects;
  private final ManagerDesk desk;
  private final Map<ProjectId, Counted> counted = new ConcurrentHashMap<>();

  Progress(ManagedProjects projects, ManagerDesk desk) {
    this.projects = requireNonNull(projects, "projects");
    this.desk = requireNonNull(desk, "desk");
  }

  /// @param voters whom the project wants to reach
  /// @param done those of them with whom it is done
  /// @param callable numbers that can be called now
  /// @param nextCallableAt when the next one can be, if none can be now
  record ProgressBody(long voters, long done, long callable, Optional<Instant> nextCallableAt) {}

  private record Counted(Instant at, ProgressBody body) {}

  /// Blocking.
  ProgressBody of(Project project, Instant now) {
    return counted
        .compute(
            project.id(),
            (_, before) ->
                before != null && now.isBefore(before.at().plus(SHOWN_FOR))
                    ? before
                    : new Counted(now, count(project)))
        .body();
  }

  private ProgressBody count(Project project) {
    Reach reach = projects.reach(project.campaign(), project.id());
    Optional<Explanation> queue = desk.explain(project.campaign(), project.id());
    return new ProgressBody(
        reach.voters(),
        reach.done(),
        queue.map(Explanation::callable).orElse(0L),
        queue.flatMap(Explanation::nextCallableAt));
  }
}
