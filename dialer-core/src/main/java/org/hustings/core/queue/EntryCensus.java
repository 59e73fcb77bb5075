package org.hustings.core.queue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.EntryState.Out;
import org.hustings.core.queue.EntryState.Waiting;
import org.hustings.core.queue.Explanation.Blocked;
import org.hustings.core.queue.QueueStore.Openings;

/// Counts a project's entries at one moment, each under the one thing that blocks it. A store tells
/// it what stands in its rows, in groups as large as it likes; what the moment decides (hours,
/// zones) is asked here. For one thread.
public final class EntryCensus {
  private final Openings openings;
  private final Instant now;
  private final Map<Blocked, Long> blocked = new EnumMap<>(Blocked.class);
  private long callable;
  private Optional<Instant> next = Optional.empty();

  public EntryCensus(Openings openings, Instant now) {
    this.openings = openings;
    this.now = now;
  }

  /// Entries that somebody holds. When a hold ends is up to its holder, so time alone says nothing
  /// of when they become callable.
  public void held(long entries) {
    block(Blocked.HELD, entries);
  }

  /// Entries that are ready and held by nobody.
  ///
  /// @param zones those that each of these numbers may be in
  public void ready(Set<ZoneId> zones, long entries) {
    if (entries == 0) {
      return;
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

  /// Entries that wait and are held by nobody.
  ///
  /// @param earliest when the first of them has waited long enough
  public void waiting(Waiting.Cause cause, Set<ZoneId> zones, Instant earliest, long entries) {
    block(
        switch (cause) {
          case RETRY_DELAY, CALL_BACK -> Blocked.WAITING;
          case SUPPRESSED -> Blocked.SUPPRESSED;
        },
        entries);
    callableFrom(zones, earliest);
  }

  /// Entries that no passing of time brings back. One that stands for nobody is not in the queue
  /// and is not counted.
  public void out(Out.Reason reason, long entries) {
    switch (reason) {
      case LIMIT -> block(Blocked.LIMIT, entries);
      case DO_NOT_CALL -> block(Blocked.DO_NOT_CALL, entries);
      case DONE -> block(Blocked.DONE, entries);
      case UNRESOLVED -> block(Blocked.UNRESOLVED, entries);
      case NOBODY -> {}
    }
  }

  public Explanation of(ProjectId project) {
    return new Explanation(project, now, callable, blocked, next);
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
}
