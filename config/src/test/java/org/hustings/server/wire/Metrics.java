package org.hustings.server.wire;

import java.net.URI;
import java.util.List;

/// What `/metrics` of a server says at one moment.
///
/// @param lines the samples, each with its name and its labels
record Metrics(List<String> lines) {
  private static final String INVARIANT = "hustings_invariant_broken_total{";

  static Metrics of(int managementPort) {
    Api management = Api.of(URI.create("http://127.0.0.1:" + managementPort));
    return new Metrics(
        management
            .tryGet("/metrics")
            .text()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .toList());
  }

  /// The sum over all samples that begin so; 0 if there are none.
  double sum(String beginning) {
    return lines.stream()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /// The invariants whose counters are not zero.
  List<String> brokenInvariants() {
    List<String> counters = lines.stream().filter(line -> line.startsWith(INVARIANT)).toList();
    if (counters.isEmpty()) {
      throw new AssertionError("there is no counter " + INVARIANT + " among the metrics");
    }
    return counters.stream().filter(line -> !line.endsWith(" 0.0")).toList();
  }
}
