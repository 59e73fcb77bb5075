package org.hustings.core.id;

/// Names a recording: a voicemail message, or a prompt that replaces one of ours.
public record RecordingId(long value) implements Comparable<RecordingId> {
  public RecordingId {
    if (value <= 0) {
      throw new IllegalArgumentException("RecordingId must be positive, got " + value);
    }
  }

  @Override
  public int compareTo(RecordingId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
