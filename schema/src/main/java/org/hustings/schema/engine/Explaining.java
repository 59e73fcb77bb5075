package org.hustings.schema.engine;

import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.EntryState.Out;
import org.hustings.core.queue.EntryState.Waiting;
import org.hustings.core.queue.Explanation;
import org.hustings.core.queue.Explanation.Blocked;
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
  private final Openings openings;
  private final Instant now;
  private final Map<Blocked, Long> blocked = new EnumMap<>(Blocked.class);
  private long callable;
  private Optional<Instant> next = Optional.empty();

  Explaining(ZoneSets zoneSets, Openings openings, Instant now) {
    this.zoneSets = zoneSets;
    this.openings = openings;
    this.now = now;
  }

  Explanation of(OpenTransaction transaction, ProjectId project) {
    long id = project.value();
    transaction.sql().resultQuery(COUNTS, id, id, id, id).fetch().forEach(this::add);
    return new Explanation(project, now, callable, blocked, next);
  }

  private void add(Record row) {
    long entries = row.get("entries", long.class);
    switch (row.get("kind", String.class)) {
      case "READY" -> {
        block(Blocked.HELD, row.get("busy", long.class));
        addReady(zones(row), entries);
      }
      case "WAITING" -> addWaiting(row, entries);
      case "OUT" ->
          why(Out.Reason.valueOf(row.get("why", String.class)))
              .ifPresent(reason -> block(reason, entries));
      default -> throw new IllegalStateException("there is no such count");
    }
  }

  private Set<ZoneId> zones(Record row) {
    return zoneSets.zones(row.get("zone_set_id", long.class));
  }

  private void addReady(Set<ZoneId> zones, long entries) {
    if (entries == 0) {
      return; // held, all of them: when that ends is up to the holders
    }
    if (!openings.projectOpen()) {
      block(Blocked.HOURS, entries);
    } else if (!openings.zonesOpen(zones)) {
      block(Blocked.ZONE, entries);
    } else {
      callable += entries;
    }
    callableFrom(zones, now);
  }

  private void addWaiting(Record row, long entries) {
    if (row.get("held", boolean.class)) {
      block(Blocked.HELD, entries);
    } else {
      block(why(Waiting.Cause.valueOf(row.get("why", String.class))), entries);
      callableFrom(zones(row), row.get("earliest", Instant.class));
    }
  }

  private void block(Blocked why, long entries) {
    if (entries > 0) {
      blocked.merge(why, entries, Long::sum);
    }
  }

  private void callableFrom(Set<ZoneId> zones, Instant from) {
    openings
        .nextPossible(zones, from)
        .filter(at -> at.isAfter(now))
        .filter(at -> next.isEmpty() || at.isBefore(next.get()))
        .ifPresent(at -> next = Optional.of(at));
  }

  private static Optional<Blocked> why(Out.Reason reason) {
    return switch (reason) {
      case LIMIT -> Optional.of(Blocked.LIMIT);
      case DO_NOT_CALL -> Optional.of(Blocked.DO_NOT_CALL);
      case DONE -> Optional.of(Blocked.DONE);
      case UNRESOLVED -> Optional.of(Blocked.UNRESOLVED);
      case NOBODY -> Optional.empty();
    };
  }

  private static Blocked why(Waiting.Cause cause) {
    return switch (cause) {
      case RETRY_DELAY, CALL_BACK -> Blocked.WAITING;
      case SUPPRESSED -> Blocked.SUPPRESSED;
    };
  }
}
