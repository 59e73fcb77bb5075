package org.hustings.api.incident;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Pages;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.management.IncidentBook;
import org.hustings.core.management.IncidentBook.Incident;
import org.hustings.core.management.IncidentBook.Seen;

/// What volunteers have reported: read by managers, and marked as seen.
public final class Incidents {
  private final IncidentBook book;
  private final InstantSource clock;

  public Incidents(IncidentBook book, InstantSource clock) {
    this.book = requireNonNull(book, "book");
    this.clock = requireNonNull(clock, "clock");
  }

  public Map<String, Operation> operations() {
    return Map.of("incidents", this::list, "incidentSeen", this::seen);
  }

  record SeenBody(long by, Instant at) {
    static SeenBody of(Seen seen) {
      return new SeenBody(seen.by().value(), seen.at());
    }
  }

  record IncidentBody(
      long id,
      IncidentBook.Kind kind,
      UUID attempt,
      long phone,
      long project,
      long by,
      Instant at,
      String text,
      Optional<SeenBody> seen) {
    static IncidentBody of(Incident incident) {
      return new IncidentBody(
          incident.id(),
          incident.kind(),
          incident.attempt().value(),
          incident.phone().value(),
          incident.project().value(),
          incident.by().value(),
          incident.at(),
          incident.text(),
          incident.seen().map(SeenBody::of));
    }
  }

  private Reply list(Request request) {
    int limit = Pages.limit(request);
    return Reply.ok(
        Pages.of(
            book.list(
                request.campaign(),
                request.flag("unseen"),
                request.numberIfGiven("after").orElse(Long.MAX_VALUE),
                limit + 1),
            limit,
            IncidentBody::of,
            Incident::id));
  }

  private Reply seen(Request request) {
    return book.seen(
            request.campaign(), request.number("incident"), request.signer(), clock.instant())
        .map(incident -> Reply.ok(IncidentBody.of(incident)))
        .orElseGet(() -> Reply.problem(Problem.notFound("incident")));
  }
}
