package org.hustings.core.dialing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.core.project.Project;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.session.SessionStore.SessionRow;
import org.hustings.core.session.SessionView;

/// Opens a session in the books: only with credit (R25), one for each volunteer, and on the project
/// that goes without saying.
final class OpenSession {
  private final EnginePorts ports;

  OpenSession(EnginePorts ports) {
    this.ports = ports;
  }

  /// What came of it.
  sealed interface Opened {
    record Open(SessionId session, Mode mode, Optional<ProjectId> project) implements Opened {}

    /// R25.
    record NoCredit() implements Opened {}

    /// R10: unknown, or without access; which of them is not told.
    record NoSuchProject() implements Opened {}
  }

  /// @param wanted the project that the volunteer asked for, if any
  Opened open(
      Stores stores, SessionId id, Volunteer volunteer, Mode mode, Optional<ProjectId> wanted) {
    Instant now = ports.now();
    if (mode != Mode.HAND && !stores.credits().balance().isPositive()) {
      return new Opened.NoCredit();
    }
    List<Project> mine = mine(stores, volunteer);
    if (wanted.isPresent() && mine.stream().map(Project::id).noneMatch(wanted.get()::equals)) {
      return new Opened.NoSuchProject();
    }
    // The books know of an older one only if its server died or has not written its end yet.
    stores.sessions().openOf(volunteer.id()).ifPresent(row -> end(stores, row));
    Optional<ProjectId> project = wanted.or(() -> obvious(stores, volunteer, mine, now));
    stores
        .sessions()
        .open(
            new SessionRow(
                id,
                volunteer.id(),
                ports.server(),
                mode,
                SessionView.State.READY,
                project,
                Optional.empty(),
                now,
                now,
                0,
                Optional.empty()));
    return new Opened.Open(id, mode, project);
  }

  /// The project that a volunteer who comes now will work on, as far as that can be said.
  ///
  /// @param chosen of the session that they have
  Optional<Project> likely(Stores stores, Volunteer volunteer, Optional<ProjectId> chosen) {
    List<Project> mine = mine(stores, volunteer);
    return chosen
        .or(() -> obvious(stores, volunteer, mine, ports.now()))
        .flatMap(id -> mine.stream().filter(project -> project.id().equals(id)).findFirst());
  }

  private static List<Project> mine(Stores stores, Volunteer volunteer) {
    return stores.projects().all().stream()
        .filter(project -> project.status() == Project.Status.ACTIVE)
        .filter(project -> project.settings().access().admits(volunteer))
        .toList();
  }

  boolean hasCredit(Stores stores) {
    return stores.credits().balance().isPositive();
  }

  /// The one chosen last; otherwise the only one that is open, or the only one there is.
  private static Optional<ProjectId> obvious(
      Stores stores, Volunteer volunteer, List<Project> mine, Instant now) {
    Optional<ProjectId> last =
        stores
            .sessions()
            .lastProjectOf(volunteer.id())
            .filter(id -> mine.stream().map(Project::id).anyMatch(id::equals));
    return last.or(() ->
            only(mine.stream().filter(project -> project.settings().hours().isOpen(now)).toList()))
        .or(() -> only(mine));
  }

  private static Optional<ProjectId> only(List<Project> projects) {
    return projects.size() == 1 ? Optional.of(projects.getFirst().id()) : Optional.empty();
  }

  static void end(Stores stores, SessionRow row) {
    stores
        .sessions()
        .update(
            new SessionRow(
                row.id(),
                row.user(),
                row.server(),
                row.mode(),
                SessionView.State.GONE,
                row.project(),
                Optional.empty(),
                row.startedAt(),
                row.heartbeatAt(),
                row.connectedSeconds(),
                Optional.of(row.heartbeatAt())));
  }
}
