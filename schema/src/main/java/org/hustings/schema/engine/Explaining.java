package org.hustings.schema.engine;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.EntryCensus;
import org.hustings.core.queue.EntryState.Out;
import org.hustings.core.queue.EntryState.Waiting;
import org.hustings.core.queue.Explanation;
import org.hustings.core.queue.QueueStore.Openings;
import org.hustings.schema.connection.OpenTransaction;
import org.jooq.Record;

/// Counts a project's entries by the one thing that blocks each.
///
/// The database counts by what stands in the rows, each of the three counts along the index of its
/// state; what the moment decides is then asked once for each set of zones. Held numbers are few
/// and are counted from their side.
final class Explaining {
  private static final String COUNTS =
      """
      with held as materialized (
             select h.phone_id from hold h
              union select a.phone_id from attempt a where a.disposed_at is null)
      select 'READY' as kind, ready.zone_set_id, null as why, false as held,
             ready.entries - coalesce(busy.entries, 0) as entries,
             coalesce(busy.entries, 0) as busy, cast(null as timestamptz) as earliest
        from (select e.zone_set_id, count(*) as entries from queue_entry e
               where e.project_id = ? and e.state = 'READY' group by e.zone_set_id) ready
        left join (select e.zone_set_id, count(*) as entries
                     from held join queue_entry e on e.phone_id = held.phone_id
                    where e.project_id = ? and e.state = 'READY' group by e.zone_set_id) busy
          on busy.zone_set_id = ready.zone_set_id
       union all
      select 'WAITING', e.zone_set_id, e.waiting_cause, held.phone_id is not null, count(*), 0,
             min(e.waiting_until)
        from queue_entry e left join held on held.phone_id = e.phone_id
       where e.project_id = ? and e.state = 'WAITING' group by 2, 3, 4
       union all
      select 'OUT', null, e.out_reason, false, count(*), 0, null
        from queue_entry e where e.project_id = ? and e.state = 'OUT' group by e.out_reason
      """;

  private final ZoneSets zoneSets;
  private final EntryCensus census;

  Explaining(ZoneSets zoneSets, Openings openings, Instant now) {
    this.zoneSets = zoneSets;
    this.census = new EntryCensus(openings, now);
  }

  Explanation of(OpenTransaction transaction, ProjectId project) {
    long id = project.value();
    transaction.sql().resultQuery(COUNTS, id, id, id, id).fetch().forEach(this::add);
    return census.of(project);
  }

  private void add(Record row) {
    long entries = row.get("entries", long.class);
    switch (row.get("kind", String.class)) {
      case "READY" -> {
        census.held(row.get("busy", long.class));
        census.ready(zones(row), entries);
      }
      case "WAITING" -> addWaiting(row, entries);
      case "OUT" -> census.out(Out.Reason.valueOf(row.get("why", String.class)), entries);
      default -> throw new IllegalStateException("there is no such count");
    }
  }

  private void addWaiting(Record row, long entries) {
    if (row.get("held", boolean.class)) {
      census.held(entries);
    } else {
      Waiting.Cause cause = Waiting.Cause.valueOf(row.get("why", String.class));
      census.waiting(cause, zones(row), row.get("earliest", Instant.class), entries);
    }
  }

  private Set<ZoneId> zones(Record row) {
    return zoneSets.zones(row.get("zone_set_id", long.class));
  }
}
