package org.hustings.telephony.twilio;

import java.time.Duration;
import org.hustings.core.telephony.Telephony.Permit;

/// How a leg comes about.
sealed interface Way {
  /// A volunteer calls us.
  record Incoming() implements Way {}

  /// We call a voter.
  record Ringing(Duration ringFor, Permit permit) implements Way {}

  /// A volunteer's browser has a token.
  record Browser() implements Way {}

  /// Where it begins.
  default LegPhase first() {
    return switch (this) {
      case Incoming _ -> LegPhase.OFFERED;
      case Ringing _ -> LegPhase.AWAITED;
      case Browser _ -> LegPhase.EXPECTED;
    };
  }
}
