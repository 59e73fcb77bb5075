package org.hustings.schema.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.Hold.Holder;
import org.hustings.core.queue.QueueStore.Claim;
import org.hustings.core.queue.QueueStore.Claimant;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.engine.Candidates.Row;
import org.jspecify.annotations.Nullable;

/// Takes numbers for those who are to have them (R4), and says what is known of them by then: one
/// message to the database.
///
/// Whoever takes a number has its `phone` row locked; a lock that another transaction has is not
/// waited for. The row is locked without being written, so that what it says of the number is not
/// touched by who looks at it. All of that is the database's `take_numbers`.
final class Taking {
  private static final String TAKE =
      """
      select t.entry_id
        from take_numbers(?, ?, ?, ?, cast(? as uuid[]), cast(? as uuid[]), cast(? as timestamptz[]), ?) t\
      """;

  private final OpenTransaction transaction;
  private final Changes changes;
  private final Candidates candidates;
  private final ProjectRows projects;

  Taking(
      OpenTransaction transaction, Changes changes, Candidates candidates, ProjectRows projects) {
    this.transaction = transaction;
    this.changes = changes;
    this.candidates = candidates;
    this.projects = projects;
  }

  /// Takes what can be taken at once of what claimants picked, who are named by their places in the
  /// list, and commits it. An entry that has meanwhile moved is not taken.
  Map<Integer, Claim> take(Map<Integer, Found> picks, List<Claimant> claimants) {
    Map<EntryId, Integer> places = new HashMap<>();
    List<Pick> wanted = new ArrayList<>();
    picks.forEach((place, found) -> {
      Claimant claimant = claimants.get(place);
      places.put(new EntryId(found.key().entry()), place);
      wanted.add(new Pick(found.key(), found.phone(), claimant.holder(), claimant.until()));
    });
    Map<Integer, Claim> taken = new HashMap<>();
    take(wanted, false, Message::sendAndCommit)
        .forEach(claim ->
            taken.put(Objects.requireNonNull(places.get(claim.candidate().entry())), claim));
    return taken;
  }

  /// Takes one number whatever state its entry is in, if nobody holds it.
  Optional<Hold> take(EntryId entry, PhoneId phone, Holder holder, Instant until) {
    IndexKey key = new IndexKey(0, 0, entry.value());
    return take(List.of(new Pick(key, phone.value(), holder, until)), true, Message::send).stream()
        .map(Claim::hold)
        .findFirst();
  }

  private List<Claim> take(List<Pick> picks, boolean inAnyState, Consumer<Message> send) {
    picks.forEach(pick -> changes.held(pick.until()));
    Message message = transaction.byKeys();
    Reply<EntryId> taken =
        message.ask(
            TAKE,
            row -> new EntryId(row.getLong(1)),
            picks.stream().mapToLong(Pick::phone).toArray(),
            picks.stream().mapToLong(pick -> pick.key().entry()).toArray(),
            picks.stream().map(pick -> (short) pick.key().lane()).toArray(Short[]::new),
            picks.stream().mapToLong(pick -> pick.key().rank()).toArray(),
            picks.stream().map(Pick::server).toArray(String[]::new),
            picks.stream().map(Pick::session).toArray(String[]::new),
            picks.stream()
                .map(pick -> Micros.offset(pick.until()).toString())
                .toArray(String[]::new),
            inAnyState);
    Reply<Row> found =
        candidates.ask(
            message, picks.stream().map(pick -> new EntryId(pick.key().entry())).toList());
    // All of one claim are of one project.
    Reply<Project> project = projects.askOf(message, new EntryId(picks.getFirst().key().entry()));
    send.accept(message);
    Map<EntryId, Candidate> byEntry = candidates.byEntry(found);
    return taken.rows().stream()
        .map(entry -> claim(byEntry.get(entry), project.rows().getFirst()))
        .toList();
  }

  private static Claim claim(@Nullable Candidate candidate, Project project) {
    Candidate taken = Objects.requireNonNull(candidate, "what was just taken is there");
    return new Claim(taken, taken.hold().orElseThrow(), project);
  }

  private record Pick(IndexKey key, long phone, Holder holder, Instant until) {
    String server() {
      return holder.server().value().toString();
    }

    @Nullable String session() {
      return switch (holder) {
        case Holder.OfSession(SessionId session, ServerId _) -> session.value().toString();
        case Holder.OfServer _ -> null;
      };
    }
  }
}
