package org.hustings.api.session;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.SessionDesk;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView;
import org.jspecify.annotations.Nullable;

/// A volunteer's own session: what it shows, and one operation for each command.
public final class SessionCommands {
  private final SessionDesk desk;
  private final OwnCodes codes;
  private final CampaignNumbers numbers;
  private final RetryBook retries;
  private final NewestScreens screens = new NewestScreens();

  public SessionCommands(
      SessionDesk desk, OwnCodes codes, CampaignNumbers numbers, InstantSource clock) {
    this.desk = requireNonNull(desk, "desk");
    this.codes = requireNonNull(codes, "codes");
    this.numbers = requireNonNull(numbers, "numbers");
    this.retries = new RetryBook(clock);
  }

  /// Finds what a project's own disposition does. Blocking.
  @FunctionalInterface
  public interface OwnCodes {
    Optional<Action> actionOf(CampaignId campaign, ProjectId project, String code);
  }

  /// Reads numbers as people of a campaign write them. Blocking.
  @FunctionalInterface
  public interface CampaignNumbers {
    ProfileForm.Numbers of(CampaignId campaign);
  }

  record EntryForm(long entry) {}

  record ProjectForm(@Nullable Long project) {}

  /// @param text in the volunteer's own words
  record AbuseForm(UUID attempt, @Nullable String text) {}

  record DigitsForm(String digits) {}

  record FinishForm(boolean finish) {}

  public Map<String, Operation> operations() {
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.put("session", this::show);
    operations.put("sessionFeed", this::feed);
    operations.put("openByHand", this::openByHand);
    operations.put(
        "chooseProject",
        command(request -> new Command.ChooseProject(projectOf(request).orElseThrow())));
    operations.put("next", command(_ -> new Command.Next()));
    operations.put("skip", command(request -> new Command.Skip(entryOf(request))));
    operations.put("call", once(request -> new Command.Call(entryOf(request))));
    operations.put("hangUp", command(_ -> new Command.HangUp()));
    operations.put("dropVoicemail", once(_ -> new Command.DropVoicemail()));
    operations.put("dispose", once(this::dispose));
    operations.put("reportAbuse", once(SessionCommands::abuse));
    operations.put("pause", command(_ -> new Command.Pause()));
    operations.put("resume", command(_ -> new Command.Resume()));
    operations.put(
        "finishAfterCall",
        command(request -> new Command.FinishAfterCall(request.body(FinishForm.class).finish())));
    operations.put(
        "sendDigits",
        command(request -> new Command.SendDigits(request.body(DigitsForm.class).digits())));
    operations.put("leave", command(_ -> new Command.Leave()));
    return operations;
  }

  private Reply show(Request request) {
    return desk.viewOf(volunteer(request))
        .map(view -> Reply.ok(SessionBody.of(view)))
        .orElseGet(() -> Reply.problem(noSession()));
  }

  private Reply feed(Request request) {
    return new Reply.Events(
        new SessionFeed(desk, volunteer(request), screens, request.textIfGiven("screen")));
  }

  private Reply openByHand(Request request) {
    Volunteer volunteer = volunteer(request);
    Optional<ProjectId> project = request.json() == null ? Optional.empty() : projectOf(request);
    return new Reply.Later(desk.openByHand(volunteer, project).thenApply(SessionCommands::reply));
  }

  private Operation command(Function<Request, Command> read) {
    return request -> new Reply.Later(submit(volunteer(request), read.apply(request)));
  }

  /// What dials or disposes is done once, however often it is sent.
  private Operation once(Function<Request, Command> read) {
    return request -> {
      Volunteer volunteer = volunteer(request);
      Command command = read.apply(request);
      String key = request.text("Idempotency-Key");
      Supplier<CompletableFuture<Reply>> work = () -> submit(volunteer, command);
      return new Reply.Later(
          retries.once(
              new RetryBook.Key(volunteer.id().value(), key),
              command.getClass().getSimpleName() + request.json(),
              work));
    };
  }

  private CompletableFuture<Reply> submit(Volunteer volunteer, Command command) {
    return desk.submit(volunteer, command).thenApply(SessionCommands::reply);
  }

  private Command dispose(Request request) {
    DispositionForm form = request.body(DispositionForm.class);
    Optional<ProjectId> project = desk.viewOf(volunteer(request)).flatMap(SessionView::project);
    CampaignId campaign = request.identity().campaign();
    return new Command.Dispose(
        form.attemptId(),
        request.text("Idempotency-Key"),
        form.read(
            code -> project.flatMap(id -> codes.actionOf(campaign, id, code)),
            numbers.of(campaign)));
  }

  /// One command, so that the call's end, do-not-call and the report are one transaction.
  private static Command abuse(Request request) {
    AbuseForm form = request.body(AbuseForm.class);
    return new Command.Dispose(
        new AttemptId(form.attempt()),
        request.text("Idempotency-Key"),
        Disposition.abuse(form.text() == null ? "" : form.text().strip()));
  }

  private static Volunteer volunteer(Request request) {
    return request.identity().asVolunteer();
  }

  private static EntryId entryOf(Request request) {
    return new EntryId(request.body(EntryForm.class).entry());
  }

  private static Optional<ProjectId> projectOf(Request request) {
    return Optional.ofNullable(request.body(ProjectForm.class).project()).map(ProjectId::new);
  }

  private static Reply reply(SessionDesk.Reply reply) {
    return switch (reply) {
      case SessionDesk.Reply.Done(SessionView view) -> Reply.ok(SessionBody.of(view));
      case SessionDesk.Reply.Refused refused -> Reply.problem(problem(refused));
      case SessionDesk.Reply.NoSession() -> Reply.problem(noSession());
    };
  }

  private static Problem problem(SessionDesk.Reply.Refused refused) {
    Problem problem = Problem.of(409, refused.code(), "Not now", refused.sentence());
    if (refused.until().isPresent()) {
      problem = problem.with("until", refused.until().get().toString());
    }
    return refused.view().isPresent()
        ? problem.with("session", SessionBody.of(refused.view().get()))
        : problem;
  }

  private static Problem noSession() {
    return Problem.of(
        404,
        "no-session",
        "You are not connected",
        "Dial in with your volunteer number and PIN, or open a session for dialing by hand.");
  }
}
