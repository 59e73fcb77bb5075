package org.hustings.core.rehearsal;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.Position;
import org.hustings.core.queue.Rank;
import org.hustings.core.rehearsal.Rows.EntryRow;
import org.jspecify.annotations.Nullable;

/// What the claim and the promoter read: ready entries in the order of R1 by project and set of
/// zones, and waiting ones by their time.
final class ReadyIndex implements Table.Index<EntryRow> {
  private final Map<ProjectId, Map<Set<ZoneId>, NavigableSet<Rank>>> ready = new HashMap<>();
  private final Map<ProjectId, Map<UserId, NavigableSet<Rank>>> promised = new HashMap<>();
  private final NavigableSet<Due> waiting = new TreeSet<>();

  @Override
  public void changed(@Nullable EntryRow before, @Nullable EntryRow after) {
    if (before != null) {
      before.readyRank().ifPresent(rank -> sets(before, rank).forEach(set -> set.remove(rank)));
      due(before).ifPresent(waiting::remove);
    }
    if (after != null) {
      after.readyRank().ifPresent(rank -> sets(after, rank).forEach(set -> set.add(rank)));
      due(after).ifPresent(waiting::add);
    }
  }

  private Stream<NavigableSet<Rank>> sets(EntryRow row, Rank rank) {
    ProjectId project = row.entry().project();
    NavigableSet<Rank> byZones =
        ready
            .computeIfAbsent(project, _ -> new HashMap<>())
            .computeIfAbsent(row.zones(), _ -> new TreeSet<>());
    Optional<NavigableSet<Rank>> byPromiser =
        rank.position() instanceof Position.CallBack callBack
            ? callBack
                .promisedBy()
                .map(user ->
                    promised
                        .computeIfAbsent(project, _ -> new HashMap<>())
                        .computeIfAbsent(user, _ -> new TreeSet<>()))
            : Optional.empty();
    return Stream.concat(Stream.of(byZones), byPromiser.stream());
  }

  private static Optional<Due> due(EntryRow row) {
    return row.entry().state() instanceof EntryState.Waiting wait
        ? Optional.of(new Due(wait.until(), row.entry().id()))
        : Optional.empty();
  }

  /// What this volunteer promised in the project.
  List<Rank> promisedBy(UserId user, ProjectId project) {
    return List.copyOf(
        promised.getOrDefault(project, Map.of()).getOrDefault(user, new TreeSet<>()));
  }

  /// The first ready entry, in the order of R1, in an open set of zones that pleases.
  Optional<Rank> first(ProjectId project, Predicate<Set<ZoneId>> open, Predicate<Rank> pleases) {
    PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::rank));
    ready
        .getOrDefault(project, Map.of())
        .forEach((zones, ranks) -> {
          if (!ranks.isEmpty() && open.test(zones)) {
            Iterator<Rank> rest = ranks.iterator();
            heads.add(new Head(rest.next(), rest));
          }
        });
    while (!heads.isEmpty()) {
      Head head = heads.remove();
      if (pleases.test(head.rank())) {
        return Optional.of(head.rank());
      }
      if (head.rest().hasNext()) {
        heads.add(new Head(head.rest().next(), head.rest()));
      }
    }
    return Optional.empty();
  }

  /// Waiting entries whose time has come, longest due first.
  List<EntryId> due(Instant now, int atMost) {
    return waiting.stream()
        .takeWhile(due -> !due.at().isAfter(now))
        .limit(atMost)
        .map(Due::entry)
        .toList();
  }

  Optional<Instant> nextDue() {
    return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.first().at());
  }

  private record Head(Rank rank, Iterator<Rank> rest) {}

  private record Due(Instant at, EntryId entry) implements Comparable<Due> {
    private static final Comparator<Due> ORDER =
        Comparator.comparing(Due::at).thenComparing(Due::entry);

    @Override
    public int compareTo(Due other) {
      return ORDER.compare(this, other);
    }
  }
}
