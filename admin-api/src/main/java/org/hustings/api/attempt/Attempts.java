package org.hustings.api.attempt;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Pages;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.api.session.DispositionForm;
import org.hustings.api.session.SessionCommands.OwnCodes;
import org.hustings.core.dialing.ManagerDesk;
import org.hustings.core.dialing.ManagerDesk.Correction;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.management.AttemptLog;
import org.hustings.core.management.AttemptLog.Filter;
import org.hustings.core.management.AttemptLog.Mark;
import org.hustings.core.management.VoterDirectory.AttemptFile;

/// The log of attempts, and a manager's correction of what was said of one (R21).
public final class Attempts {
  private final AttemptLog log;
  private final ManagerDesk desk;
  private final OwnCodes codes;

  public Attempts(AttemptLog log, ManagerDesk desk, OwnCodes codes) {
    this.log = requireNonNull(log, "log");
    this.desk = requireNonNull(desk, "desk");
    this.codes = requireNonNull(codes, "codes");
  }

  public Map<String, Operation> operations() {
    return Map.of("attempts", this::list, "attempt", this::show, "correct", this::correct);
  }

  private Reply list(Request request) {
    int limit = Pages.limit(request);
    Filter filter =
        new Filter(
            request.numberIfGiven("project").map(ProjectId::new),
            request.numberIfGiven("volunteer").map(UserId::new),
            request.numberIfGiven("phone").map(PhoneId::new),
            request.textIfGiven("action").map(Action::valueOf),
            request.textIfGiven("from").map(Instant::parse),
            request.textIfGiven("to").map(Instant::parse));
    return Reply.ok(
        Pages.of(
            log.list(request.campaign(), filter, mark(request), limit + 1),
            limit,
            AttemptBody::of,
            attempt -> attempt.plannedAt() + "_" + attempt.id()));
  }

  private static Optional<Mark> mark(Request request) {
    return request.textIfGiven("cursor").map(Attempts::mark);
  }

  /// The contract's pattern has checked the form.
  private static Mark mark(String cursor) {
    try {
      int at = cursor.indexOf('_');
      return new Mark(
          Instant.parse(cursor.substring(0, at)),
          new AttemptId(UUID.fromString(cursor.substring(at + 1))));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw Problem.of(
              400,
              "invalid-parameter",
              "A parameter cannot be taken",
              "Send as `cursor` what the last page gave as `next`.")
          .asException();
    }
  }

  private Reply show(Request request) {
    return Reply.ok(AttemptBody.of(found(request)));
  }

  private AttemptFile found(Request request) {
    return log.find(request.campaign(), attemptOf(request))
        .orElseThrow(() -> Problem.notFound("attempt").asException());
  }

  private static AttemptId attemptOf(Request request) {
    return new AttemptId(UUID.fromString(request.text("attempt")));
  }

  private Reply correct(Request request) {
    AttemptFile attempt = found(request);
    DispositionForm form = request.body(DispositionForm.class);
    Correction correction =
        desk.correct(
            request.campaign(),
            request.signer(),
            attempt.id(),
            request.text("Idempotency-Key"),
            form.read(code -> codes.actionOf(request.campaign(), attempt.project(), code)));
    return switch (correction) {
      case Correction.Done _ -> Reply.ok(AttemptBody.of(found(request)));
      case Correction.Refused refused -> Reply.problem(problem(refused));
      case Correction.Unknown() -> Reply.problem(Problem.notFound("attempt"));
    };
  }

  private static Problem problem(Correction.Refused refused) {
    Problem problem = Problem.of(409, refused.code(), "Not possible", refused.sentence());
    return refused.next().map(next -> problem.with("until", next.toString())).orElse(problem);
  }
}
