package org.hustings.core.id;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Names an attempt: one try at a number, minted before anything is dialed (R22).
public record AttemptId(UUID value) {
  public AttemptId {
    requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
