package org.hustings.schema.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hustings.core.id.ProjectId;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.engine.ClaimMarks.Mark;
import org.hustings.schema.engine.ClaimMarks.Part;

/// A project's ready entries in the order of R1, merged from its open sets of zones, from the marks
/// on; either the call-backs or all the others. What earlier claims have read ahead comes first;
/// the rest is read in pages, as far as somebody asks.
final class ReadyStream {
  /// Each set's next page, in one statement: a walk along the index for each, and a look-up of the
  /// hold for each entry. The subselect keeps the planner from making a join of that, which could
  /// go over all the dead rows of `hold`.
  private static final String PAGES =
      """
      select q.id, q.phone_id, q.zone_set_id, q.lane, q.rank, q.promised_by,
             (select true from hold h where h.phone_id = q.phone_id) is not null as held
        from unnest(?, ?, ?, ?)
               as part (zone_set_id, lane, rank, id)
       cross join lateral (
             select e.id, e.phone_id, e.zone_set_id, e.lane, e.rank, e.promised_by
               from queue_entry e
              where e.project_id = ? and e.zone_set_id = part.zone_set_id and e.state = 'READY'
                and (e.lane, e.rank, e.id) > (part.lane, part.rank, part.id) and e.lane <= ?
              order by e.lane, e.rank, e.id
              limit ?) q
       order by q.lane, q.rank, q.id\
      """;

  private static final int MOST_AT_ONCE = 256;

  /// So many rounds of claims like this one are read ahead: for them this is one message less.
  private static final long ROUNDS_AHEAD = 8;

  private final OpenTransaction transaction;
  private final ClaimMarks marks;
  private final ProjectId project;
  private final boolean callBacks;
  private final Map<Long, Walk> walks = new HashMap<>();
  private int page;

  ReadyStream(OpenTransaction transaction, ClaimMarks marks, ProjectId project, boolean callBacks) {
    this.transaction = transaction;
    this.marks = marks;
    this.project = project;
    this.callBacks = callBacks;
  }

  /// Begins at the marks of these sets. To be called before the first statement that reads entries:
  /// a mark that is lowered later must be seen to have been.
  void open(Collection<Long> zoneSets, int wanted) {
    for (long zoneSet : zoneSets) {
      Part part = new Part(transaction.campaign(), project, zoneSet, callBacks);
      Mark mark = marks.read(part);
      if (!mark.passed().equals(IndexKey.LAST)) {
        walks.put(zoneSet, new Walk(part, mark));
      }
    }
    page = Math.clamp(ROUNDS_AHEAD * wanted / Math.max(1, walks.size()), 2, MOST_AT_ONCE);
  }

  /// Whether nothing can come: in no set is there anything beyond the mark.
  boolean isEmpty() {
    return walks.isEmpty();
  }

  /// The best entry that was not given yet.
  Optional<Found> next() {
    readMore();
    Walk best = null;
    for (Walk walk : walks.values()) {
      Found head = walk.page.peek();
      if (head != null && (best == null || head.key().compareTo(best.head().key()) < 0)) {
        best = walk;
      }
    }
    return best == null ? Optional.empty() : Optional.of(best.take());
  }

  /// When one set is used up, those that soon will be are read with it.
  private void readMore() {
    if (walks.values().stream().allMatch(walk -> walk.ended || !walk.page.isEmpty())) {
      return;
    }
    List<Walk> low =
        walks.values().stream()
            .filter(walk -> !walk.ended && walk.page.size() <= page / 2)
            .toList();
    Message message = transaction.byKeys();
    Reply<Found> found =
        message.ask(
            PAGES,
            Found::of,
            low.stream().mapToLong(walk -> walk.part.zoneSet()).toArray(),
            low.stream().map(walk -> (short) walk.read.lane()).toArray(Short[]::new),
            low.stream().mapToLong(walk -> walk.read.rank()).toArray(),
            low.stream().mapToLong(walk -> walk.read.entry()).toArray(),
            project.value(),
            callBacks ? Slot.CALL_BACKS : Slot.REJOINED,
            page);
    message.send();
    Map<Long, Integer> got = new HashMap<>();
    for (Found one : found.rows()) {
      Walk walk = Objects.requireNonNull(walks.get(one.zoneSet()));
      walk.page.add(one);
      walk.read = one.key();
      got.merge(one.zoneSet(), 1, Integer::sum);
    }
    int asked = page;
    low.forEach(walk -> walk.ended = got.getOrDefault(walk.part.zoneSet(), 0) < asked);
    page = Math.min(MOST_AT_ONCE, page * 2);
  }

  /// Raises the marks after the commit: in each set up to the first entry that is neither taken nor
  /// held by somebody. What was read beyond it is kept for the next claim, unless something was
  /// left behind: then that is read again.
  void raiseMarks(Collection<Long> taken) {
    List<Walk> walked = new ArrayList<>(walks.values());
    transaction.afterCommit(() -> {
      for (Walk walk : walked) {
        marks.raise(walk.part, walk.seen, walk.passed(taken), walk.ahead(taken));
      }
    });
  }

  /// The walk along one set's part of the index.
  private final class Walk {
    private final Part part;
    private final Mark seen;
    private final Deque<Found> page = new ArrayDeque<>();
    private final List<Found> given = new ArrayList<>();
    private IndexKey read;
    private boolean ended;

    Walk(Part part, Mark seen) {
      this.part = part;
      this.seen = seen;
      this.page.addAll(seen.ahead().found());
      this.read =
          later(
              seen.ahead().read(),
              callBacks ? seen.passed() : later(seen.passed(), END_OF_CALL_BACKS));
      this.ended = seen.ahead().ended();
    }

    Found head() {
      return page.getFirst();
    }

    Found take() {
      Found found = page.removeFirst();
      given.add(found);
      return found;
    }

    IndexKey passed(Collection<Long> taken) {
      IndexKey passed = seen.passed();
      for (Found found : given) {
        if (isLeft(found, taken)) {
          return passed;
        }
        passed = found.key();
      }
      return ended && page.isEmpty() ? IndexKey.LAST : passed;
    }

    Ahead ahead(Collection<Long> taken) {
      return given.stream().anyMatch(found -> isLeft(found, taken))
          ? Ahead.NOTHING
          : new Ahead(List.copyOf(page), read, ended);
    }

    private static boolean isLeft(Found found, Collection<Long> taken) {
      return !found.held() && !taken.contains(found.key().entry());
    }
  }

  private static final IndexKey END_OF_CALL_BACKS =
      new IndexKey(Slot.CALL_BACKS, Long.MAX_VALUE, Long.MAX_VALUE);

  private static IndexKey later(IndexKey one, IndexKey other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
