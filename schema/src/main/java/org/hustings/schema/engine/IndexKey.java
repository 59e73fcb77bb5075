package org.hustings.schema.engine;

import java.util.Comparator;

/// A place in the order of R1 as `queue_entry` has it: lower is better. Within one project and one
/// set of zones it is the place in the index that the claim reads.
record IndexKey(int lane, long rank, long entry) implements Comparable<IndexKey> {
  /// Nothing comes before it.
  static final IndexKey FIRST = new IndexKey(0, Long.MIN_VALUE, Long.MIN_VALUE);

  /// Nothing comes after it.
  static final IndexKey LAST = new IndexKey(Short.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  private static final Comparator<IndexKey> ORDER =
      Comparator.comparingInt(IndexKey::lane)
          .thenComparingLong(IndexKey::rank)
          .thenComparingLong(IndexKey::entry);

  @Override
  public int compareTo(IndexKey other) {
    return ORDER.compare(this, other);
  }

  /// The place right before this one.
  IndexKey before() {
    return new IndexKey(lane, rank, entry - 1);
  }
}
