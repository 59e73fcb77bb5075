package org.hustings.schema.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;

/// How far this server's claims have got in the index of ready entries: for each part of it a mark,
/// before which there is nothing to take. A claim begins at the mark, so it never reads again what
/// earlier claims left behind: entries that are dead but not yet vacuumed (and cannot be, while
/// anybody's old snapshot is open), and numbers that somebody holds.
///
/// Who makes an entry ready, or frees its number, lowers the mark after the commit. A claim raises
/// it after its own commit, but only if nobody lowered it since the claim looked: what was lowered
/// meanwhile, the claim may not have seen.
///
/// ```
///  index  ░░░░░░░░░░░░░░░▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓
///         dead or held  ▲ mark        │
///                       └── claim ────┘
/// ```
final class ClaimMarks {
  private final Map<Part, Mark> marks = new ConcurrentHashMap<>();
  private final AtomicLong unheardOf = new AtomicLong();

  Mark read(Part part) {
    return marks.getOrDefault(part, Mark.START);
  }

  /// Nothing is left to take up to `passed`, and `ahead` follows, as somebody found who had read
  /// `seen` before they looked.
  void raise(Part part, Mark seen, IndexKey passed, Ahead ahead) {
    marks.compute(
        part,
        (_, now) -> {
          Mark current = now == null ? Mark.START : now;
          boolean news = current.lowered() != seen.lowered();
          if (news || passed.compareTo(current.passed()) < 0) {
            // What others have read ahead may be what this one has taken.
            return new Mark(current.passed(), current.lowered(), Ahead.NOTHING);
          }
          return new Mark(passed, current.lowered(), ahead);
        });
  }

  /// There may be something to take at `key`.
  void lower(Part part, IndexKey key) {
    marks.compute(
        part,
        (_, now) -> {
          if (now == null) {
            unheardOf.incrementAndGet();
          }
          Mark current = now == null ? Mark.START : now;
          IndexKey before = key.equals(IndexKey.FIRST) ? key : key.before();
          return new Mark(
              before.compareTo(current.passed()) < 0 ? before : current.passed(),
              current.lowered() + 1,
              current.ahead().without(key));
        });
  }

  /// Begins anew everywhere: others may have made anything ready meanwhile.
  void forget() {
    unheardOf.incrementAndGet();
    marks.keySet().forEach(part -> lower(part, IndexKey.FIRST));
  }

  /// How often there was news of a part of which nothing had been known, or all was forgotten.
  /// While it stays the same, no part has come up, and no set of zones.
  long unheardOf() {
    return unheardOf.get();
  }

  /// The parts that claims have been to, and how far they got.
  Map<Part, Mark> all() {
    return Map.copyOf(marks);
  }

  /// A part of the index: one project, one set of zones, and either call-backs, some of which are
  /// kept for somebody and not to be passed, or all the others.
  record Part(CampaignId campaign, ProjectId project, long zoneSet, boolean callBacks) {
    static Part of(CampaignId campaign, ProjectId project, long zoneSet, IndexKey key) {
      return new Part(campaign, project, zoneSet, key.lane() == Slot.CALL_BACKS);
    }
  }

  /// @param passed there is nothing to take up to here
  /// @param lowered how often the mark was lowered
  /// @param ahead what comes then, as far as it has been read
  record Mark(IndexKey passed, long lowered, Ahead ahead) {
    static final Mark START = new Mark(IndexKey.FIRST, 0, Ahead.NOTHING);

    /// Whether something that can be taken at `key` would never be come across.
    boolean misses(IndexKey key) {
      return key.compareTo(passed) <= 0 || ahead.beginsAfter(key);
    }
  }
}
