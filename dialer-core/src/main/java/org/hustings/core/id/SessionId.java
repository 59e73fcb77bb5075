package org.hustings.core.id;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Names a volunteer's session, from connecting to leaving.
public record SessionId(UUID value) {
  public SessionId {
    requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
