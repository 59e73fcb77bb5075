package org.hustings.core.id;

/// Names a voter: a person on the campaign's list.
public record VoterId(long value) implements Comparable<VoterId> {
  public VoterId {
    if (value <= 0) {
      throw new IllegalArgumentException("VoterId must be positive, got " + value);
    }
  }

  @Override
  public int compareTo(VoterId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
