package org.hustings.core.id;

/// Names a message that somebody is to speak into a telephone.
public record DictationId(long value) implements Comparable<DictationId> {
  public DictationId {
    if (value <= 0) {
      throw new IllegalArgumentException("DictationId must be positive, got " + value);
    }
  }

  @Override
  public int compareTo(DictationId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
