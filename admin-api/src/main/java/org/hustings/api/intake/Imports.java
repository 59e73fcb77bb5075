package org.hustings.api.intake;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Pages;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.api.voterfile.UnusableFile;
import org.hustings.api.voterfile.VoterFile;
import org.hustings.core.account.Identity;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.campaign.CampaignOffice;
import org.hustings.core.id.ProjectId;
import org.hustings.core.intake.ImportVoters;
import org.hustings.core.intake.IntakeStore;
import org.hustings.core.intake.IntakeStore.ImportId;
import org.hustings.core.intake.IntakeStore.ImportView;
import org.hustings.core.intake.IntakeStore.NumberedRejection;
import org.hustings.core.project.ManagedProjects;

/// Imports of voter files. The file is read from the socket as fast as the database takes it, and
/// never stands whole in memory.
public final class Imports {
  /// More would only be in each other's way.
  private static final int AT_ONCE = 2;

  private final ImportVoters importVoters;
  private final IntakeStore store;
  private final CampaignOffice office;
  private final ManagedProjects projects;
  private final Semaphore running = new Semaphore(AT_ONCE);

  public Imports(
      ImportVoters importVoters,
      IntakeStore store,
      CampaignOffice office,
      ManagedProjects projects) {
    this.importVoters = requireNonNull(importVoters, "importVoters");
    this.store = requireNonNull(store, "store");
    this.office = requireNonNull(office, "office");
    this.projects = requireNonNull(projects, "projects");
  }

  public Map<String, Operation> operations() {
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.put("importVoters", this::take);
    operations.put("imports", this::list);
    operations.put("import", this::show);
    operations.put("importRejections", this::rejections);
    return operations;
  }

  record ImportBody(
      long id,
      Optional<Long> project,
      String fileName,
      IntakeStore.State state,
      long rows,
      long newVoters,
      long changedVoters,
      long newPhones,
      long rejectedRows,
      long rejections,
      String message,
      Instant startedAt,
      Optional<Instant> finishedAt) {
    static ImportBody of(ImportView view) {
      return new ImportBody(
          view.id().value(),
          view.project().map(ProjectId::value),
          view.fileName(),
          view.state(),
          view.rows(),
          view.newVoters(),
          view.changedVoters(),
          view.newPhones(),
          view.rejectedRows(),
          view.rejections(),
          view.message(),
          view.startedAt(),
          view.finishedAt());
    }
  }

  record RejectionBody(long line, String column, boolean wholeRow, String reason) {
    static RejectionBody of(NumberedRejection numbered) {
      return new RejectionBody(
          numbered.rejection().line(),
          numbered.rejection().column(),
          numbered.rejection().whole(),
          numbered.rejection().reason());
    }
  }

  private Reply take(Request request) {
    if (!running.tryAcquire()) {
      return Reply.problem(busy());
    }
    try {
      ImportView done = read(request);
      return Reply.created("/api/v1/imports/" + done.id().value(), ImportBody.of(done));
    } finally {
      running.release();
    }
  }

  private ImportView read(Request request) {
    Optional<ProjectId> project = request.numberIfGiven("project").map(ProjectId::new);
    if (project.isPresent() && projects.find(request.campaign(), project.get()).isEmpty()) {
      throw Problem.notFound("project").asException();
    }
    Campaign campaign =
        office
            .find(request.campaign())
            .orElseThrow(() -> Problem.notFound("campaign").asException());
    ImportVoters.Order order =
        new ImportVoters.Order(
            campaign,
            project,
            request.textIfGiven("name").orElse("upload.csv"),
            Optional.of(request.identity())
                .filter(asker -> asker.campaign().equals(campaign.id()))
                .map(Identity::user));
    try (VoterFile file = VoterFile.open(request.stream())) {
      return importVoters.run(order, file);
    } catch (UnusableFile e) {
      throw unusable(e).asException();
    } catch (IOException e) {
      throw new UncheckedIOException("the upload broke off", e);
    }
  }

  private static Problem unusable(UnusableFile file) {
    return Problem.of(
        422, "unusable-file", "This is no voter file", String.valueOf(file.getMessage()));
  }

  private static Problem busy() {
    return Problem.of(
        503,
        "import-busy",
        "Other imports are running",
        "Nothing was read. Send the file again when they are done; GET /api/v1/imports shows"
            + " them.");
  }

  private Reply list(Request request) {
    return Reply.ok(
        Map.of(
            "items",
            store.latest(request.campaign(), Pages.limit(request)).stream()
                .map(ImportBody::of)
                .toList()));
  }

  private Reply show(Request request) {
    return store
        .find(request.campaign(), new ImportId(request.number("import")))
        .map(view -> Reply.ok(ImportBody.of(view)))
        .orElseGet(() -> Reply.problem(Problem.notFound("import")));
  }

  private Reply rejections(Request request) {
    int limit = Pages.limit(request);
    return Reply.ok(
        Pages.of(
            store.rejections(
                request.campaign(),
                new ImportId(request.number("import")),
                Pages.after(request),
                limit + 1),
            limit,
            RejectionBody::of,
            NumberedRejection::number));
  }
}
