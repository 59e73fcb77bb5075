package org.hustings.core.rehearsal;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.EntryState.Out;
import org.hustings.core.queue.EntryState.Ready;
import org.hustings.core.queue.EntryState.Waiting;
import org.hustings.core.queue.Explanation;
import org.hustings.core.queue.Explanation.Blocked;
import org.hustings.core.queue.QueueStore.Openings;
import org.hustings.core.rehearsal.Rows.EntryRow;

/// Counts entries, each under the one thing that blocks it.
final class RehearsalExplanation {
  private final Openings openings;
  private final Instant now;
  private final Map<Blocked, Long> blocked = new EnumMap<>(Blocked.class);
  private long callable;
  private Optional<Instant> next = Optional.empty();

  RehearsalExplanation(Openings openings, Instant now) {
    this.openings = openings;
    this.now = now;
  }

  void add(EntryRow row, boolean held) {
    switch (row.entry().state()) {
      case Out out -> why(out.reason()).ifPresent(this::block);
      case Waiting waiting -> {
        block(held ? Blocked.HELD : why(waiting.cause()));
        callableFrom(row, held, waiting.until());
      }
      case Ready _ -> {
        if (held) {
          block(Blocked.HELD);
        } else if (!openings.projectOpen()) {
          block(Blocked.HOURS);
        } else if (!openings.zonesOpen(row.zones())) {
          block(Blocked.ZONE);
        } else {
          callable++;
        }
        callableFrom(row, held, now);
      }
    }
  }

  private void block(Blocked why) {
    blocked.merge(why, 1L, Long::sum);
  }

  /// When a hold ends is up to its holder, so time alone says nothing of a held number.
  private void callableFrom(EntryRow row, boolean held, Instant from) {
    if (!held) {
      openings
          .nextPossible(row.zones(), from)
          .filter(at -> at.isAfter(now))
          .filter(at -> next.isEmpty() || at.isBefore(next.get()))
          .ifPresent(at -> next = Optional.of(at));
    }
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

  Explanation of(ProjectId project) {
    return new Explanation(project, now, callable, blocked, next);
  }
}
