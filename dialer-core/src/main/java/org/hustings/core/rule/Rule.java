package org.hustings.core.rule;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One dialing rule: allows, or refuses with a reason and when next.
@FunctionalInterface
public interface Rule {

  Finding check(Case question);

  /// What one rule says.
  sealed interface Finding {
    /// The rule's number, for example `R7`.
    String rule();

    /// What it looked at; no name and no telephone number.
    Map<String, String> data();

    record Allowed(String rule, Map<String, String> data) implements Finding {
      public Allowed {
        data = Map.copyOf(data);
      }
    }

    /// @param sentence for the volunteer: why, and what to do
    /// @param next when it will be allowed, if time alone does it
    record Refused(
        String rule,
        Reason reason,
        String sentence,
        Optional<Instant> next,
        Map<String, String> data)
        implements Finding {
      public Refused {
        data = Map.copyOf(data);
      }
    }
  }
}
