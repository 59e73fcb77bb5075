package org.hustings.server.shift.plain;

import java.util.Map;
import java.util.Set;

/// How everything stands in the end.
///
/// @param numbers by number
/// @param done voters by project
public record Outcome(Map<Integer, NumberState> numbers, Map<Integer, Set<Integer>> done) {

  /// @param wrongFor voters for whom the number is flagged wrong
  public record NumberState(String status, int attempts, Set<Integer> wrongFor) {}
}
