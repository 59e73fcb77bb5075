package org.hustings.core.id;

/// Names a project: one calling effort with its queue.
public record ProjectId(long value) implements Comparable<ProjectId> {
  public ProjectId {
    if (value <= 0) {
      throw new IllegalArgumentException("ProjectId must be positive, got " + value);
    }
  }

  @Override
  public int compareTo(ProjectId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
