package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.QUEUE_ENTRY;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.id.ProjectId;
import org.hustings.schema.connection.OpenTransaction;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

/// Makes entries ready whose time has come.
final class Promotions {
  /// Materialized: as a plain subquery it may be run again for each row that it is joined to, and
  /// then takes more than its limit.
  private static final String PROMOTE =
      """
      with due as materialized (
             select e.id from queue_entry e
              where e.state = 'WAITING'
                and e.waiting_until >= cast(? as timestamptz) and e.waiting_until <= cast(? as timestamptz)
              order by e.waiting_until, e.id limit ? for update skip locked)
      update queue_entry q
         set state = 'READY', waiting_until = null, waiting_cause = null
        from due
       where q.id = due.id
      returning q.id, q.project_id, q.zone_set_id, q.lane, q.rank
      """;

  private final OpenTransaction transaction;
  private final EngineMemory memory;
  private final Changes changes;

  Promotions(OpenTransaction transaction, EngineMemory memory, Changes changes) {
    this.transaction = transaction;
    this.memory = memory;
    this.changes = changes;
  }

  int promote(Instant now, int atMost) {
    TimeFloors.Floor floor = memory.promotions().read(transaction.campaign());
    Result<Record> promoted =
        transaction
            .sql()
            .resultQuery(PROMOTE, Micros.offset(floor.from()), Micros.offset(now), atMost)
            .fetch();
    for (Record row : promoted) {
      changes.ready(
          new ProjectId(row.get("project_id", long.class)),
          row.get("zone_set_id", long.class),
          new IndexKey(
              row.get("lane", int.class), row.get("rank", long.class), row.get("id", long.class)));
    }
    // What is left was locked by somebody, or more than was asked for.
    Instant left = first(floor).filter(due -> due.isBefore(now)).orElse(now);
    transaction.afterCommit(() -> memory.promotions().raise(transaction.campaign(), floor, left));
    return promoted.size();
  }

  Optional<Instant> next() {
    return first(memory.promotions().read(transaction.campaign()));
  }

  private Optional<Instant> first(TimeFloors.Floor floor) {
    return Optional.ofNullable(
        transaction
            .sql()
            .select(DSL.min(QUEUE_ENTRY.WAITING_UNTIL))
            .from(QUEUE_ENTRY)
            .where(
                QUEUE_ENTRY.STATE.eq(DSL.inline("WAITING")),
                QUEUE_ENTRY.WAITING_UNTIL.ge(floor.from()))
            .fetchOne(0, Instant.class));
  }
}
