package org.hustings.api.project;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.api.http.Saving;
import org.hustings.api.session.SessionBody.ExplanationBody;
import org.hustings.core.campaign.CampaignOffice;
import org.hustings.core.dialing.ManagerDesk;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.project.ManagedProjects;
import org.hustings.core.project.ManagedProjects.Draft;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Projects, for those who manage them.
public final class Projects {
  private static final Logger LOG = LoggerFactory.getLogger(Projects.class);
  private static final int RULED_AT_ONCE = 500;

  private final ManagedProjects projects;
  private final CampaignOffice office;
  private final ManagerDesk desk;

  public Projects(ManagedProjects projects, CampaignOffice office, ManagerDesk desk) {
    this.projects = requireNonNull(projects, "projects");
    this.office = requireNonNull(office, "office");
    this.desk = requireNonNull(desk, "desk");
  }

  public Map<String, Operation> operations() {
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.put("projects", this::list);
    operations.put("addProject", this::add);
    operations.put("project", this::show);
    operations.put("changeProject", this::change);
    operations.put("explainQueue", this::explain);
    return operations;
  }

  private Reply list(Request request) {
    return Reply.ok(
        Map.of("items", projects.all(request.campaign()).stream().map(ProjectBody::of).toList()));
  }

  private Reply show(Request request) {
    Project project = found(request);
    return Reply.ok(ProjectBody.of(project), project.version());
  }

  private Project found(Request request) {
    return projects
        .find(request.campaign(), projectOf(request))
        .orElseThrow(() -> Problem.notFound("project").asException());
  }

  private static ProjectId projectOf(Request request) {
    return new ProjectId(request.number("project"));
  }

  private Reply add(Request request) {
    Draft draft = request.body(ProjectForm.class).read();
    refuseForeignCallerId(request.campaign(), draft);
    refuseUnknownHome(draft, Optional.empty());
    return Saving.reply(
        projects.add(request.campaign(), draft),
        "project",
        project ->
            Reply.created(
                "/api/v1/projects/" + project.id(), ProjectBody.of(project), project.version()));
  }

  private Reply change(Request request) {
    Draft draft = request.body(ProjectForm.class).read();
    Project before = found(request);
    refuseForeignCallerId(request.campaign(), draft);
    refuseUnknownHome(draft, before.settings().lines().home());
    Saved<Project> saved =
        projects.change(request.campaign(), before.id(), request.ifMatch(), draft);
    return Saving.reply(
        saved,
        "project",
        project -> {
          if (movesEntries(before.settings(), project.settings())) {
            ruleAnew(project);
          }
          return Reply.ok(ProjectBody.of(project), project.version());
        });
  }

  /// A campaign presents its own numbers only: anything else is spoofing (47 U.S.C. 227(e)).
  private void refuseForeignCallerId(CampaignId campaign, Draft draft) {
    draft
        .settings()
        .callerId()
        .filter(number -> !office.callerIds(campaign).contains(number))
        .ifPresent(_ -> {
          throw Problem.invalid(
                  "#/callerId",
                  "is none of the numbers that this campaign may present; GET"
                      + " /api/v1/caller-ids lists them, an admin adds one")
              .asException();
        });
  }

  /// A wish that nobody could meet is a slip of the pen. One that was there before stands: the home
  /// may come back into the settings, and a project is saved whole.
  private void refuseUnknownHome(Draft draft, Optional<String> before) {
    Set<String> homes = desk.homes();
    draft
        .settings()
        .lines()
        .home()
        .filter(home -> !homes.contains(home) && !before.equals(Optional.of(home)))
        .ifPresent(_ -> {
          throw Problem.invalid(
                  "#/home",
                  "is no home of media of this server; there is "
                      + homes.stream().sorted().collect(Collectors.joining(", ")))
              .asException();
        });
  }

  /// Other settings are read when a number is presented; these say where entries stand (R9, R14).
  private static boolean movesEntries(ProjectSettings before, ProjectSettings after) {
    return before.attemptLimit() != after.attemptLimit()
        || !before.suppression().equals(after.suppression());
  }

  /// The first numbers before the answer, the rest of a long queue after it. Nothing is called
  /// against the new settings meanwhile: they are judged afresh at each call (R8).
  private void ruleAnew(Project project) {
    long last = ruleFrom(project, 0);
    if (last > 0) {
      Thread.ofVirtual().name("rule-anew-" + project.id()).start(() -> ruleRest(project, last));
    }
  }

  private void ruleRest(Project project, long from) {
    try {
      long last = from;
      while (last > 0) {
        last = ruleFrom(project, last);
      }
      LOG.info("project ruled anew project={}", project.id());
    } catch (RuntimeException e) {
      LOG.error("project not ruled anew; save it again project={}", project.id(), e);
    }
  }

  /// @return the last phone ruled on; 0 if that was all
  private long ruleFrom(Project project, long after) {
    List<PhoneId> phones =
        projects.phonesOf(project.campaign(), project.id(), after, RULED_AT_ONCE);
    desk.ruleOn(project.campaign(), phones);
    return phones.size() < RULED_AT_ONCE ? 0 : phones.getLast().value();
  }

  private Reply explain(Request request) {
    Optional<ExplanationBody> body =
        desk.explain(request.campaign(), projectOf(request)).map(ExplanationBody::of);
    return body.<Reply>map(Reply::ok).orElseGet(() -> Reply.problem(Problem.notFound("project")));
  }
}
