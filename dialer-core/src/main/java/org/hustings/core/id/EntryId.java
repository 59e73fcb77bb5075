package org.hustings.core.id;

/// Names a queue entry. The lower id wins a tie (R1), so the order of the queue is total.
public record EntryId(long value) implements Comparable<EntryId> {
  public EntryId {
    if (value <= 0) {
      throw new IllegalArgumentException("EntryId must be positive, got " + value);
    }
  }

  @Override
  public int compareTo(EntryId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
