package org.hustings.core.id;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// Names a leg: our dialog with one party. Minted by us before the provider is asked (R22).
public record LegId(UUID value) {
  public LegId {
    requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
