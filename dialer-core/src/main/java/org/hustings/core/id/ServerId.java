package org.hustings.core.id;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Names one running server process; a restart is a new server (R23).
public record ServerId(UUID value) {
  public ServerId {
    requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
