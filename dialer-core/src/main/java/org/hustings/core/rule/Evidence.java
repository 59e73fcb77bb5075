package org.hustings.core.rule;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Which rules were checked at one moment, with which data and which result; kept with the attempt.
public record Evidence(Instant at, List<Check> checks) {
  public Evidence {
    checks = List.copyOf(checks);
  }

  /// One rule's check.
  ///
  /// @param rule for example `R7`
  /// @param data what it looked at, as text; no name and no telephone number
  public record Check(String rule, boolean allowed, Map<String, String> data) {
    public Check {
      data = Map.copyOf(data);
    }
  }
}
