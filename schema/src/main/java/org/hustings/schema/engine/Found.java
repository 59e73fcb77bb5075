package org.hustings.schema.engine;

import java.time.Instant;
import org.hustings.core.id.EntryId;
import org.hustings.core.queue.QueueStore.Claimant;
import org.hustings.core.queue.Rank;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/// A ready entry that a claim came across.
///
/// @param held somebody holds its number
record Found(IndexKey key, long phone, long zoneSet, @Nullable Long promisedBy, boolean held) {

  static Found of(Record row) {
    return new Found(
        new IndexKey(
            row.get("lane", int.class), row.get("rank", long.class), row.get("id", long.class)),
        row.get("phone_id", long.class),
        row.get("zone_set_id", long.class),
        row.get("promised_by", Long.class),
        row.get("held", boolean.class));
  }

  /// Whether the claimant may have it at all (R5, R18).
  boolean mayGoTo(Claimant claimant, Instant now) {
    EntryId entry = new EntryId(key.entry());
    Rank rank = new Rank(new Slot(key.lane(), key.rank(), promisedBy).position(), entry);
    return !claimant.exclude().contains(entry) && rank.mayGoTo(claimant.user(), now);
  }
}
