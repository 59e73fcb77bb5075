package org.hustings.schema.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.hustings.core.id.EntryId;
import org.hustings.core.queue.QueueStore.Claimant;
import org.hustings.core.queue.Rank;
import org.jspecify.annotations.Nullable;

/// A ready entry that a claim came across.
///
/// @param held somebody holds its number
record Found(IndexKey key, long phone, long zoneSet, @Nullable Long promisedBy, boolean held) {

  static Found of(ResultSet row) throws SQLException {
    return new Found(
        new IndexKey(row.getInt("lane"), row.getLong("rank"), row.getLong("id")),
        row.getLong("phone_id"),
        row.getLong("zone_set_id"),
        row.getObject("promised_by", Long.class),
        row.getBoolean("held"));
  }

  /// Whether the claimant may have it at all (R5, R18).
  boolean mayGoTo(Claimant claimant, Instant now) {
    EntryId entry = new EntryId(key.entry());
    Rank rank = new Rank(new Slot(key.lane(), key.rank(), promisedBy).position(), entry);
    return !claimant.exclude().contains(entry) && rank.mayGoTo(claimant.user(), now);
  }
}
