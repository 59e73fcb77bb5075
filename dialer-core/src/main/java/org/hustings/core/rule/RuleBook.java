package org.hustings.core.rule;

import java.util.List;

/// Judges by every rule of dialing, when a number is presented and again when it is dialed (R3,
/// R8).
///
/// All rules are asked, also after one has refused, so that the evidence is complete.
public final class RuleBook {
  private final List<Rule> rules;

  /// @param rules in the order in which their reasons go before one another
  public RuleBook(List<Rule> rules) {
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("a rule book without rules would allow everything");
    }
    this.rules = List.copyOf(rules);
  }

  /// R3 with all that it refers to.
  public static RuleBook standard(WhenToCall whenToCall) {
    return new RuleBook(new DialingRules(whenToCall).inOrder());
  }

  public Verdict judge(Case question) {
    List<Rule.Finding> findings = rules.stream().map(rule -> rule.check(question)).toList();
    Evidence evidence =
        new Evidence(question.now(), findings.stream().map(RuleBook::asEvidence).toList());
    return findings.stream()
        .filter(Rule.Finding.Refused.class::isInstance)
        .map(Rule.Finding.Refused.class::cast)
        .findFirst()
        .<Verdict>map(refused ->
            new Verdict.Refused(
                refused.rule(), refused.reason(), refused.sentence(), refused.next(), evidence))
        .orElseGet(() -> new Verdict.Allowed(evidence));
  }

  private static Evidence.Check asEvidence(Rule.Finding finding) {
    return switch (finding) {
      case Rule.Finding.Allowed allowed -> new Evidence.Check(allowed.rule(), true, allowed.data());
      case Rule.Finding.Refused refused ->
          new Evidence.Check(refused.rule(), false, refused.data());
    };
  }
}
