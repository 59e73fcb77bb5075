package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.HOLD;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.Hold.Holder;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.HoldRecord;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Who holds which number, from when it was taken ([Taking]) until it is free again (R4, R5).
final class Holds {
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

  private static final String READY =
      """
      select e.id, e.project_id, e.zone_set_id, e.lane, e.rank
        from queue_entry e
       where e.phone_id = any (?) and e.state = 'READY'\
      """;

  private final OpenTransaction transaction;
  private final EngineMemory memory;
  private final Changes changes;

  Holds(OpenTransaction transaction, EngineMemory memory, Changes changes) {
    this.transaction = transaction;
    this.memory = memory;
    this.changes = changes;
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
    return end(
        "delete from hold h where h.phone_id = ? and h.number = ? returning h.phone_id",
        hold.phone(),
        hold.phone().value(),
        hold.number());
  }

  boolean release(PhoneId phone) {
    return end(
        "delete from hold h where h.phone_id = ? returning h.phone_id", phone, phone.value());
  }

  private boolean end(String delete, PhoneId phone, Object... values) {
    Message message = transaction.byKeys();
    Reply<Long> ended = message.ask(delete, row -> row.getLong(1), values);
    Reply<Ready> ready = message.ask(READY, Ready::of, (Object) new long[] {phone.value()});
    message.send();
    boolean held = !ended.rows().isEmpty();
    if (held) {
      ready.rows().forEach(this::ready);
    }
    return held;
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
    Message message = transaction.byKeys();
    Reply<Ready> ready =
        message.ask(
            READY, Ready::of, (Object) phones.stream().mapToLong(Long::longValue).toArray());
    message.send();
    ready.rows().forEach(this::ready);
  }

  private void ready(Ready one) {
    changes.ready(one.project, one.zoneSet, one.key);
  }

  /// An entry that can be claimed once its number is free.
  private record Ready(ProjectId project, long zoneSet, IndexKey key) {
    static Ready of(ResultSet row) throws SQLException {
      return new Ready(
          new ProjectId(row.getLong("project_id")), row.getLong("zone_set_id"), EntryRows.key(row));
    }
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
}
