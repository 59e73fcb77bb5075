package org.hustings.core.rule;

import java.time.Instant;
import java.util.Optional;

/// The rule book's answer, with the evidence for it.
public sealed interface Verdict {
  Evidence evidence();

  /// Every rule allows it.
  record Allowed(Evidence evidence) implements Verdict {}

  /// At least one rule refuses it; the first of them gives the reason.
  ///
  /// @param rule for example `R7`
  /// @param sentence for the volunteer: why, and what to do
  /// @param next when it will be allowed, if time alone does it
  record Refused(
      String rule, Reason reason, String sentence, Optional<Instant> next, Evidence evidence)
      implements Verdict {}
}
