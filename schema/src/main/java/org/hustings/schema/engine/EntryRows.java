package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.QUEUE_ENTRY;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.Entry;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.EntryState.Out;
import org.hustings.core.queue.EntryState.Ready;
import org.hustings.core.queue.EntryState.Waiting;
import org.hustings.core.queue.Position;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Between rows of `queue_entry` and entries.
final class EntryRows {
  static final String COLUMNS =
      """
      e.id, e.project_id, e.phone_id, e.state, e.lane, e.rank, e.promised_by,
             e.waiting_until, e.waiting_cause, e.out_reason, e.skipped_at\
      """;

  private EntryRows() {}

  /// Of a statement that names the table `e` and asks for [#COLUMNS].
  static Entry read(ResultSet row) throws SQLException {
    return new Entry(
        new EntryId(row.getLong("id")),
        new ProjectId(row.getLong("project_id")),
        new PhoneId(row.getLong("phone_id")),
        state(row),
        Optional.ofNullable(Micros.instant(row, "skipped_at")));
  }

  private static EntryState state(ResultSet row) throws SQLException {
    String state = row.getString("state");
    return switch (state) {
      case "READY" -> new Ready(position(row));
      case "WAITING" ->
          new Waiting(
              Objects.requireNonNull(Micros.instant(row, "waiting_until")),
              position(row),
              Waiting.Cause.valueOf(row.getString("waiting_cause")));
      case "OUT" -> new Out(Out.Reason.valueOf(row.getString("out_reason")));
      default -> throw new IllegalStateException("there is no state " + state);
    };
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Slot(
            row.getInt("lane"), row.getLong("rank"), row.getObject("promised_by", Long.class))
        .position();
  }

  /// The columns that hold a state.
  record Columns(
      String state,
      @Nullable Slot slot,
      @Nullable Instant waitingUntil,
      @Nullable String waitingCause,
      @Nullable String outReason) {

    static Columns of(EntryState state) {
      return switch (state) {
        case Ready(Position position) -> new Columns("READY", Slot.of(position), null, null, null);
        case Waiting(Instant until, Position then, Waiting.Cause cause) ->
            new Columns("WAITING", Slot.of(then), until, cause.name(), null);
        case Out(Out.Reason reason) -> new Columns("OUT", null, null, null, reason.name());
      };
    }

    @Nullable Short lane() {
      return slot == null ? null : (short) slot.lane();
    }

    @Nullable Long rank() {
      return slot == null ? null : (Long) slot.rank();
    }

    @Nullable Long promisedBy() {
      return slot == null ? null : slot.promisedBy();
    }
  }

  /// The key of an entry that is ready.
  static IndexKey key(ResultSet row) throws SQLException {
    return new IndexKey(row.getInt("lane"), row.getLong("rank"), row.getLong("id"));
  }

  /// As above.
  static IndexKey key(Record row) {
    return new IndexKey(
        Objects.requireNonNull(row.get(QUEUE_ENTRY.LANE)),
        Objects.requireNonNull(row.get(QUEUE_ENTRY.RANK)),
        Objects.requireNonNull(row.get(QUEUE_ENTRY.ID)));
  }
}
