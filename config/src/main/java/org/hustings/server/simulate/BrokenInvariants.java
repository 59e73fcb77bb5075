package org.hustings.server.simulate;

import java.util.EnumMap;
import java.util.Map;
import org.hustings.core.dialing.EngineMetrics;

/// Listens for what the engine itself says must never happen.
final class BrokenInvariants implements EngineMetrics {
  private final Map<Invariant, Integer> counts = new EnumMap<>(Invariant.class);

  @Override
  public void broken(Invariant invariant) {
    counts.merge(invariant, 1, Integer::sum);
  }

  Map<Invariant, Integer> counts() {
    return counts;
  }
}
