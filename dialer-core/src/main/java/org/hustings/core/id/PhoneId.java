package org.hustings.core.id;

/// Names a number of a campaign. Numbers are always locked in the order of this id.
public record PhoneId(long value) implements Comparable<PhoneId> {
  public PhoneId {
    if (value <= 0) {
      throw new IllegalArgumentException("PhoneId must be positive, got " + value);
    }
  }

  @Override
  public int compareTo(PhoneId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
