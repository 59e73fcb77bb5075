package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.QUEUE_ENTRY;

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
import org.hustings.schema.generated.tables.records.QueueEntryRecord;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// Between rows of `queue_entry` and entries.
final class EntryRows {
  private EntryRows() {}

  static Entry entry(Record row) {
    return of(row.into(QUEUE_ENTRY));
  }

  static Entry of(QueueEntryRecord entry) {
    return new Entry(
        new EntryId(entry.getId()),
        new ProjectId(entry.getProjectId()),
        new PhoneId(entry.getPhoneId()),
        state(entry),
        Optional.ofNullable(entry.getSkippedAt()));
  }

  private static EntryState state(QueueEntryRecord entry) {
    return switch (entry.getState()) {
      case "READY" -> new Ready(position(entry));
      case "WAITING" ->
          new Waiting(
              entry.getWaitingUntil(),
              position(entry),
              Waiting.Cause.valueOf(entry.getWaitingCause()));
      case "OUT" -> new Out(Out.Reason.valueOf(entry.getOutReason()));
      default -> throw new IllegalStateException("there is no state " + entry.getState());
    };
  }

  private static Position position(QueueEntryRecord entry) {
    return new Slot(entry.getLane(), entry.getRank(), entry.getPromisedBy()).position();
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
  static IndexKey key(Record row) {
    return new IndexKey(
        Objects.requireNonNull(row.get(QUEUE_ENTRY.LANE)),
        Objects.requireNonNull(row.get(QUEUE_ENTRY.RANK)),
        Objects.requireNonNull(row.get(QUEUE_ENTRY.ID)));
  }
}
