package org.hustings.core.rule;

import java.util.List;
import java.util.Set;

/// Rule books in which an error is planted.
public final class PlantedRules {
  private PlantedRules() {}

  /// The rule book, but it never refuses for these reasons.
  public static RuleBook without(WhenToCall whenToCall, Set<Reason> forgotten) {
    List<Rule> rules =
        new DialingRules(whenToCall)
            .inOrder().stream().map(rule -> forgetting(rule, forgotten)).toList();
    return new RuleBook(rules);
  }

  private static Rule forgetting(Rule rule, Set<Reason> forgotten) {
    return question ->
        switch (rule.check(question)) {
          case Rule.Finding.Allowed allowed -> allowed;
          case Rule.Finding.Refused refused ->
              forgotten.contains(refused.reason())
                  ? new Rule.Finding.Allowed(refused.rule(), refused.data())
                  : refused;
        };
  }
}
