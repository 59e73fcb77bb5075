package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.HOLD;
import static org.hustings.schema.generated.Tables.QUEUE_ENTRY;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.Hold.Holder;
import org.hustings.core.queue.QueueStore.Claimant;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.HoldRecord;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Who holds which number (R4, R5).
///
/// Whoever takes a number has its `phone` row locked; a lock that another transaction has is not
/// waited for. The row is locked without being written, so that what it says of the number is not
/// touched by who looks at it.
final class Holds {
  private static final String LOCK =
      """
      select p.id from phone p where p.id = any (cast(? as bigint[]))
       order by p.id for no key update skip locked
      """;

  /// A new statement, and with it a new snapshot: what was committed just before the lock is seen.
  /// Each number is looked up by itself: a join could go over all the dead rows of `hold`.
  private static final String TAKE =
      """
      insert into hold (campaign_id, phone_id, entry_id, server_id, session_id, until)
      select current_campaign(), pick.phone_id, pick.entry_id, pick.server_id, pick.session_id, pick.until
        from unnest(cast(? as bigint[]), cast(? as bigint[]), cast(? as smallint[]), cast(? as bigint[]),
                    cast(? as uuid[]), cast(? as uuid[]), cast(? as timestamptz[]))
               as pick (phone_id, entry_id, lane, rank, server_id, session_id, until)
       where (cast(? as boolean)
              or exists (select from queue_entry e where e.id = pick.entry_id and e.state = 'READY'
                            and e.lane = pick.lane and e.rank = pick.rank))
         and (select true from hold h where h.phone_id = pick.phone_id) is null
         and (select true from attempt a where a.phone_id = pick.phone_id and a.disposed_at is null) is null
          on conflict (campaign_id, phone_id) do nothing
      returning *
      """;

  private static final String EXPIRE =
      """
      with over as materialized (
             select c.phone_id from hold c
              where c.until >= cast(? as timestamptz) and c.until <= cast(? as timestamptz)
                and (select true from attempt a where a.phone_id = c.phone_id and a.disposed_at is null) is null
              order by c.phone_id for update skip locked)
      delete from hold h using over
       where h.phone_id = over.phone_id
      returning h.phone_id
      """;

  private final OpenTransaction transaction;
  private final EngineMemory memory;
  private final Changes changes;

  Holds(OpenTransaction transaction, EngineMemory memory, Changes changes) {
    this.transaction = transaction;
    this.memory = memory;
    this.changes = changes;
  }

  /// Takes what can be taken at once of what claimants picked, who are named by their places in the
  /// list. An entry that has meanwhile moved is not taken.
  Map<Integer, Hold> take(Map<Integer, Found> picks, List<Claimant> claimants) {
    Set<Long> locked = lock(picks.values().stream().map(Found::phone).toList());
    Map<Long, Integer> byEntry = new HashMap<>();
    List<Pick> lockedPicks = new ArrayList<>();
    picks.forEach((place, found) -> {
      if (locked.contains(found.phone())) {
        Claimant claimant = claimants.get(place);
        byEntry.put(found.key().entry(), place);
        lockedPicks.add(new Pick(found.key(), found.phone(), claimant.holder(), claimant.until()));
      }
    });
    Map<Integer, Hold> taken = new HashMap<>();
    for (Hold hold : insert(lockedPicks, false)) {
      taken.put(Objects.requireNonNull(byEntry.get(hold.entry().value())), hold);
    }
    return taken;
  }

  /// Takes one number whatever state its entry is in, if nobody holds it.
  Optional<Hold> take(EntryId entry, PhoneId phone, Holder holder, Instant until) {
    if (lock(List.of(phone.value())).isEmpty()) {
      return Optional.empty();
    }
    IndexKey key = new IndexKey(0, 0, entry.value());
    return insert(List.of(new Pick(key, phone.value(), holder, until)), true).stream().findFirst();
  }

  private Set<Long> lock(Collection<Long> phones) {
    return transaction
        .sql()
        .resultQuery(LOCK, (Object) phones.toArray(Long[]::new))
        .fetchSet(0, Long.class);
  }

  private List<Hold> insert(List<Pick> picks, boolean inAnyState) {
    if (picks.isEmpty()) {
      return List.of();
    }
    picks.forEach(pick -> changes.held(pick.until()));
    return transaction
        .sql()
        .resultQuery(
            TAKE,
            picks.stream().map(Pick::phone).toArray(Long[]::new),
            picks.stream().map(pick -> pick.key().entry()).toArray(Long[]::new),
            picks.stream().map(pick -> (short) pick.key().lane()).toArray(Short[]::new),
            picks.stream().map(pick -> pick.key().rank()).toArray(Long[]::new),
            picks.stream().map(pick -> pick.holder().server().value()).toArray(UUID[]::new),
            picks.stream().map(pick -> sessionOf(pick.holder())).toArray(UUID[]::new),
            picks.stream().map(pick -> Micros.offset(pick.until())).toArray(OffsetDateTime[]::new),
            inAnyState)
        .fetch(row -> hold(row.into(HOLD)));
  }

  boolean renew(Hold hold, Instant until) {
    changes.held(until);
    return transaction
            .sql()
            .update(HOLD)
            .set(HOLD.UNTIL, until)
            .where(HOLD.PHONE_ID.eq(hold.phone().value()), HOLD.NUMBER.eq(hold.number()))
            .execute()
        == 1;
  }

  Optional<Hold> handOver(Hold hold, Holder to, Instant until) {
    changes.held(until);
    return transaction
        .sql()
        .update(HOLD)
        .set(HOLD.NUMBER, DSL.field("nextval('hold_number')", Long.class))
        .set(HOLD.SERVER_ID, to.server().value())
        .set(HOLD.SESSION_ID, sessionOf(to))
        .set(HOLD.UNTIL, until)
        .where(HOLD.PHONE_ID.eq(hold.phone().value()), HOLD.NUMBER.eq(hold.number()))
        .returning()
        .fetchOptional(Holds::hold);
  }

  boolean release(Hold hold) {
    boolean ours =
        transaction
                .sql()
                .deleteFrom(HOLD)
                .where(HOLD.PHONE_ID.eq(hold.phone().value()), HOLD.NUMBER.eq(hold.number()))
                .execute()
            == 1;
    if (ours) {
      freed(List.of(hold.phone().value()));
    }
    return ours;
  }

  int expire(Instant now) {
    TimeFloors.Floor floor = memory.holdEnds().read(transaction.campaign());
    List<Long> over =
        transaction
            .sql()
            .resultQuery(EXPIRE, Micros.offset(floor.from()), Micros.offset(now))
            .fetch(0, Long.class);
    freed(over);
    Instant left =
        Optional.ofNullable(
                transaction
                    .sql()
                    .select(DSL.min(HOLD.UNTIL))
                    .from(HOLD)
                    .where(HOLD.UNTIL.ge(floor.from()), HOLD.UNTIL.le(now))
                    .fetchOne(0, Instant.class))
            .orElse(now);
    transaction.afterCommit(() -> memory.holdEnds().raise(transaction.campaign(), floor, left));
    return over.size();
  }

  /// These numbers can be claimed again, wherever they are ready.
  private void freed(List<Long> phones) {
    if (phones.isEmpty()) {
      return;
    }
    transaction
        .sql()
        .select(
            QUEUE_ENTRY.ID,
            QUEUE_ENTRY.PROJECT_ID,
            QUEUE_ENTRY.ZONE_SET_ID,
            QUEUE_ENTRY.LANE,
            QUEUE_ENTRY.RANK)
        .from(QUEUE_ENTRY)
        .where(
            QUEUE_ENTRY.PHONE_ID.eq(DSL.any(phones.toArray(Long[]::new))),
            QUEUE_ENTRY.STATE.eq(DSL.inline("READY")))
        .forEach(this::ready);
  }

  private void ready(Record row) {
    changes.ready(
        new ProjectId(row.get(QUEUE_ENTRY.PROJECT_ID)),
        row.get(QUEUE_ENTRY.ZONE_SET_ID),
        EntryRows.key(row));
  }

  private static @Nullable UUID sessionOf(Holder holder) {
    return switch (holder) {
      case Holder.OfSession(SessionId session, ServerId _) -> session.value();
      case Holder.OfServer _ -> null;
    };
  }

  static Hold hold(HoldRecord row) {
    ServerId server = new ServerId(row.getServerId());
    return new Hold(
        new PhoneId(row.getPhoneId()),
        new EntryId(row.getEntryId()),
        row.getSessionId() == null
            ? new Holder.OfServer(server)
            : new Holder.OfSession(new SessionId(row.getSessionId()), server),
        row.getNumber(),
        row.getUntil());
  }

  private record Pick(IndexKey key, long phone, Holder holder, Instant until) {}
}
