package org.hustings.telephony.twilio;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.telephony.Telephony.Permit;

/// How a leg comes about.
sealed interface Way {
  /// A volunteer calls us.
  record Incoming() implements Way {}

  /// We call somebody.
  record Ringing(Party party, Duration ringFor, Permit permit) implements Way {
    @Override
    public Optional<Permit> held() {
      return Optional.of(permit);
    }
  }

  /// A volunteer's browser has a token.
  record Browser() implements Way {}

  /// Whom we call.
  enum Party {
    VOTER,
    /// A volunteer who asked for it.
    CALLED_VOLUNTEER
  }

  /// Whether it is a volunteer's, and outlasts each voter's.
  default boolean isVolunteers() {
    return switch (this) {
      case Ringing ringing -> ringing.party == Party.CALLED_VOLUNTEER;
      case Incoming _, Browser _ -> true;
    };
  }

  /// How long it may ring; zero where it is not we who call.
  default Duration ringFor() {
    return Duration.ZERO;
  }

  /// The channel that it holds, until it is over.
  default Optional<Permit> held() {
    return Optional.empty();
  }

  /// Where it begins.
  default LegPhase first() {
    return switch (this) {
      case Incoming _ -> LegPhase.OFFERED;
      case Ringing _ -> LegPhase.AWAITED;
      case Browser _ -> LegPhase.EXPECTED;
    };
  }
}
