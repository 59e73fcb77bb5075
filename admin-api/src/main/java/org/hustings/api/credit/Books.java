package org.hustings.api.credit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Pages;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.credit.Money;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.core.management.CampaignBooks;
import org.hustings.core.management.CampaignBooks.LedgerLine;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.session.SessionStore.SessionRow;
import org.hustings.core.session.SessionView;

/// The campaign's credit, and its sessions. Amounts are whole micro-dollars, so that no client
/// rounds them.
public final class Books {
  private final CampaignBooks books;
  private final InstantSource clock;

  public Books(CampaignBooks books, InstantSource clock) {
    this.books = requireNonNull(books, "books");
    this.clock = requireNonNull(clock, "clock");
  }

  public Map<String, Operation> operations() {
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.put("credit", this::credit);
    operations.put("ledger", this::ledger);
    operations.put("topUp", this::topUp);
    operations.put("sessions", this::sessions);
    return operations;
  }

  record TopUpForm(long microdollars) {}

  record LineBody(
      long id,
      long microdollars,
      Instant at,
      Optional<String> reference,
      Optional<UUID> session,
      Optional<Long> connectedSeconds) {
    static LineBody of(LedgerLine line) {
      return new LineBody(
          line.id(),
          line.amount().microdollars(),
          line.at(),
          line.reference(),
          line.session().map(SessionId::value),
          line.connectedSeconds());
    }
  }

  /// A session as managers see it.
  record SessionLine(
      UUID session,
      long user,
      Mode mode,
      SessionView.State state,
      Optional<Long> project,
      Instant startedAt,
      Instant heartbeatAt,
      long connectedSeconds,
      Optional<Instant> endedAt) {
    static SessionLine of(SessionRow row) {
      return new SessionLine(
          row.id().value(),
          row.user().value(),
          row.mode(),
          row.state(),
          row.project().map(ProjectId::value),
          row.startedAt(),
          row.heartbeatAt(),
          row.connectedSeconds(),
          row.endedAt());
    }
  }

  private Reply credit(Request request) {
    return Reply.ok(balance(books.balance(request.campaign())));
  }

  private static Map<String, Object> balance(Money money) {
    return Map.of("microdollars", money.microdollars(), "dollars", money.toString());
  }

  private Reply ledger(Request request) {
    int limit = Pages.limit(request);
    return Reply.ok(
        Pages.of(
            books.ledger(request.campaign(), Pages.after(request), limit + 1),
            limit,
            LineBody::of,
            LedgerLine::id));
  }

  private Reply topUp(Request request) {
    Money amount = new Money(request.body(TopUpForm.class).microdollars());
    return books
        .topUp(request.campaign(), amount, request.text("Idempotency-Key"), clock.instant())
        .map(now -> Reply.ok(balance(now)))
        .orElseGet(() -> Reply.problem(usedBefore()));
  }

  private static Problem usedBefore() {
    return Problem.of(
        422,
        "idempotency-key-reused",
        "The Idempotency-Key was used before",
        "A top-up of another amount has this key. Take a new key for a new top-up.");
  }

  private Reply sessions(Request request) {
    return Reply.ok(
        Map.of(
            "items",
            books.sessions(request.campaign(), request.flag("open"), Pages.limit(request)).stream()
                .map(SessionLine::of)
                .toList()));
  }
}
