package org.hustings.api.project;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.api.project.Progress.ProgressBody;
import org.hustings.api.project.ProjectBody.DispositionBody;
import org.hustings.api.project.ProjectBody.HoursBody;
import org.hustings.api.project.ProjectBody.SurveyBody;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.ManagerDesk;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.ProjectId;
import org.hustings.core.project.ManagedProjects;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.voter.PhoneNumber;

/// The projects that a volunteer may work on (R10): of all others they learn nothing.
public final class MyProjects {
  private final ManagedProjects projects;
  private final Progress progress;
  private final Optional<PhoneNumber> callerId;
  private final InstantSource clock;

  /// @param callerId what voters see where a project names no number; empty if nobody can tell
  public MyProjects(
      ManagedProjects projects,
      ManagerDesk desk,
      Optional<PhoneNumber> callerId,
      InstantSource clock) {
    this.projects = requireNonNull(projects, "projects");
    this.progress = new Progress(projects, desk);
    this.callerId = requireNonNull(callerId, "callerId");
    this.clock = requireNonNull(clock, "clock");
  }

  public Map<String, Operation> operations() {
    return Map.of("myProjects", this::list, "myProject", this::show);
  }

  /// @param open whether it is being called now (R6)
  /// @param opensAt when calling is next possible; now, if it is open; empty while it is paused
  /// @param hours to be read by people; what they mean for now is in `open` and `opensAt`
  record MyProjectBody(
      long id,
      String name,
      boolean open,
      Optional<Instant> opensAt,
      HoursBody hours,
      ProgressBody progress) {}

  /// What the call screen needs of a project, and no more.
  record MyProjectDetails(
      long id,
      String name,
      boolean open,
      Optional<Instant> opensAt,
      HoursBody hours,
      Optional<String> callerId,
      String script,
      SurveyBody survey,
      List<DispositionBody> dispositions,
      List<OutcomeBody> outcomes,
      boolean voicemail,
      ProgressBody progress) {}

  /// One outcome that may be chosen.
  ///
  /// @param label the project's own word for its own; a standard outcome has none, each screen has
  ///   words for it in its language
  /// @param talked whether it says that somebody was spoken with
  record OutcomeBody(String code, Optional<String> label, Action action, boolean talked) {
    static List<OutcomeBody> of(ProjectSettings settings) {
      return Stream.concat(
              Arrays.stream(Action.values())
                  .filter(Action::isChosen)
                  .map(action ->
                      new OutcomeBody(action.name(), Optional.empty(), action, action.talked())),
              settings.dispositions().stream()
                  .map(own ->
                      new OutcomeBody(
                          own.code(),
                          Optional.of(own.label()),
                          own.action(),
                          own.action().talked())))
          .toList();
    }
  }

  private Reply list(Request request) {
    Volunteer volunteer = request.identity().asVolunteer();
    Instant now = clock.instant();
    return Reply.ok(
        Map.of(
            "items",
            projects.all(volunteer.campaign()).stream()
                .filter(project -> isFor(volunteer, project))
                .map(project -> body(project, now))
                .toList()));
  }

  private Reply show(Request request) {
    Volunteer volunteer = request.identity().asVolunteer();
    return projects
        .find(volunteer.campaign(), new ProjectId(request.number("project")))
        .filter(project -> isFor(volunteer, project))
        .map(project -> Reply.ok(details(project, clock.instant())))
        .orElseGet(() -> Reply.problem(Problem.notFound("project")));
  }

  private static boolean isFor(Volunteer volunteer, Project project) {
    return project.status() != Project.Status.ARCHIVED
        && project.settings().access().admits(volunteer);
  }

  private MyProjectBody body(Project project, Instant now) {
    return new MyProjectBody(
        project.id().value(),
        project.name(),
        isOpen(project, now),
        opensAt(project, now),
        HoursBody.of(project.settings().hours()),
        progress.of(project, now));
  }

  private MyProjectDetails details(Project project, Instant now) {
    return new MyProjectDetails(
        project.id().value(),
        project.name(),
        isOpen(project, now),
        opensAt(project, now),
        HoursBody.of(project.settings().hours()),
        project.settings().callerId().or(() -> callerId).map(PhoneNumber::e164),
        project.settings().script(),
        SurveyBody.of(project.settings().survey()),
        project.settings().dispositions().stream().map(DispositionBody::of).toList(),
        OutcomeBody.of(project.settings()),
        project.settings().voicemail().isPresent(),
        progress.of(project, now));
  }

  private static boolean isOpen(Project project, Instant now) {
    return project.status() == Project.Status.ACTIVE && project.settings().hours().isOpen(now);
  }

  /// A paused project opens when a manager says so.
  private static Optional<Instant> opensAt(Project project, Instant now) {
    return project.status() == Project.Status.ACTIVE
        ? project.settings().hours().nextOpening(now)
        : Optional.empty();
  }
}
