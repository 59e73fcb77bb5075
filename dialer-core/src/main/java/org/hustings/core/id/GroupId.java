package org.hustings.core.id;

/// Names a group of users, to which a project can be restricted (R10).
public record GroupId(long value) implements Comparable<GroupId> {
  public GroupId {
    if (value <= 0) {
      throw new IllegalArgumentException("GroupId must be positive, got " + value);
    }
  }

  @Override
  public int compareTo(GroupId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
