package org.hustings.api.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The state of health: every check by name, with what is wrong where something is.
public final class Health {
  private final List<Check> checks;

  public Health(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /// One thing that must be well for the server to take calls.
  public interface Check {
    String name();

    /// What is wrong, as a sentence for operators; empty if it is well. May block for a moment.
    Optional<String> problem();

    static Check of(String name, java.util.function.Supplier<Optional<String>> problem) {
      return new Check() {
        @Override
        public String name() {
          return name;
        }

        @Override
        public Optional<String> problem() {
          return problem.get();
        }
      };
    }
  }

  /// Asks every check now.
  public Report report() {
    Map<String, String> states = new LinkedHashMap<>();
    for (Check check : checks) {
      states.put(check.name(), check.problem().orElse("ok"));
    }
    return new Report(states);
  }

  /// @param checks `ok` or the problem, by name of the check
  public record Report(Map<String, String> checks) {
    public boolean isWell() {
      return checks.values().stream().allMatch("ok"::equals);
    }
  }
}
