package org.hustings.schema.engine;

import java.util.List;

/// What claims have read of a part of the index beyond its mark and not used yet, so that the next
/// ones need not read it again. It may be out of date in one way only: an entry can have been
/// taken, or have left its place. Whoever takes it looks again, under its lock; what comes up among
/// them lowers the mark, and with that they are forgotten.
///
/// ```
///  index  ░░░░░░░░░░░░▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓
///                    ▲ mark    read ▲ not read
///                     └─── found ──┘
/// ```
///
/// @param found in the order of the index
/// @param read the last key that was read
/// @param ended there was nothing after it
record Ahead(List<Found> found, IndexKey read, boolean ended) {
  /// Nothing has been read beyond the mark.
  static final Ahead NOTHING = new Ahead(List.of(), IndexKey.FIRST, false);

  Ahead {
    found = List.copyOf(found);
  }

  /// What is true of it still when something may have come up at `key`.
  Ahead without(IndexKey key) {
    return ended || key.compareTo(read) <= 0 ? NOTHING : this;
  }

  /// Whether an entry that can be taken at `key` is missing in front of all others.
  boolean beginsAfter(IndexKey key) {
    return !found.isEmpty() && key.compareTo(found.getFirst().key()) < 0;
  }
}
