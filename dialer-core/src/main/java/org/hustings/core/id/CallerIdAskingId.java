package org.hustings.core.id;

/// Names one asking for a caller ID to be verified.
public record CallerIdAskingId(long value) implements Comparable<CallerIdAskingId> {
  public CallerIdAskingId {
    if (value <= 0) {
      throw new IllegalArgumentException("CallerIdAskingId must be positive, got " + value);
    }
  }

  @Override
  public int compareTo(CallerIdAskingId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
