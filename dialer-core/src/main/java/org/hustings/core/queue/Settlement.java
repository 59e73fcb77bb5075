package org.hustings.core.queue;

import java.time.Instant;

/// Decides all that follows for the queues from the facts of a household. Whatever changes a fact,
/// a link, a target or a project's settings has its households settled and saved again; nothing
/// else decides where an entry stands.
@FunctionalInterface
public interface Settlement {

  /// What the rules make of the household at this moment. The same household at the same moment
  /// gives the same ruling.
  Ruling settle(Household household, Instant now);

  /// R2, R9, R11–R20, R27.
  static Settlement byTheRules() {
    return RulesOfSettlement::settle;
  }
}
