package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.ATTEMPT;
import static org.hustings.schema.generated.Tables.DO_NOT_CALL;
import static org.hustings.schema.generated.Tables.HOLD;
import static org.hustings.schema.generated.Tables.PHONE;
import static org.hustings.schema.generated.Tables.QUEUE_ENTRY;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.id.EntryId;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.Entry;
import org.hustings.core.queue.Standing;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.connection.OpenTransaction;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Entries with their numbers, as fresh as the database has them.
final class Candidates {
  private static final Field<Boolean> LISTED =
      DSL.field(
              DSL.exists(
                  DSL.selectOne()
                      .from(DO_NOT_CALL)
                      .where(
                          DO_NOT_CALL.NUMBER.eq(PHONE.NUMBER), DO_NOT_CALL.TAKEN_OFF_AT.isNull())))
          .as("listed");

  private static final Field<Boolean> ATTEMPT_OPEN =
      DSL.field(
              DSL.exists(
                  DSL.selectOne()
                      .from(ATTEMPT)
                      .where(ATTEMPT.PHONE_ID.eq(PHONE.ID), ATTEMPT.DISPOSED_AT.isNull())))
          .as("attempt_open");

  private final OpenTransaction transaction;
  private final ZoneSets zoneSets;

  Candidates(OpenTransaction transaction, ZoneSets zoneSets) {
    this.transaction = transaction;
    this.zoneSets = zoneSets;
  }

  Map<EntryId, Candidate> of(Collection<EntryId> entries) {
    return transaction
        .sql()
        .select(QUEUE_ENTRY.fields())
        .select(PHONE.fields())
        .select(HOLD.fields())
        .select(LISTED, ATTEMPT_OPEN)
        .from(QUEUE_ENTRY)
        .join(PHONE)
        .on(PHONE.ID.eq(QUEUE_ENTRY.PHONE_ID))
        .leftJoin(HOLD)
        .on(HOLD.PHONE_ID.eq(PHONE.ID))
        .where(
            QUEUE_ENTRY.ID.eq(DSL.any(entries.stream().map(EntryId::value).toArray(Long[]::new))))
        .fetchMap(row -> new EntryId(row.get(QUEUE_ENTRY.ID)), this::candidate);
  }

  private Candidate candidate(Record row) {
    Entry entry = EntryRows.entry(row);
    Standing standing = PhoneRows.standing(row);
    return new Candidate(
        entry.id(),
        entry.project(),
        entry.phone(),
        new PhoneNumber(row.get(PHONE.NUMBER)),
        entry.state(),
        standing,
        zoneSets.zones(row.get(PHONE.ZONES)),
        row.get(LISTED),
        standing.lastCalledFromElsewhere(entry.project()),
        row.get(HOLD.NUMBER) == null ? Optional.empty() : Optional.of(Holds.hold(row.into(HOLD))),
        row.get(ATTEMPT_OPEN));
  }
}
