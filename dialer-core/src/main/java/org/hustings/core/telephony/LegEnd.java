package org.hustings.core.telephony;

import static java.util.Objects.requireNonNull;

/// How a leg ended. Metrics, the stored attempt and the suggested disposition all derive from this
/// one value.
///
/// @param outcome what the network says
/// @param blame whose fault it was that there was no conversation
/// @param by who ended it
/// @param placed whether the voter's network was reached (R22)
/// @param rang whether the other side was ever alerting, or answered
/// @param code the provider's own code, for example `SIP 486` or `Q.850 17`; for the record, never
///   for decisions
public record LegEnd(
    Outcome outcome, Blame blame, By by, Placed placed, boolean rang, String code) {
  public LegEnd {
    requireNonNull(outcome, "outcome");
    requireNonNull(blame, "blame");
    requireNonNull(by, "by");
    requireNonNull(placed, "placed");
    requireNonNull(code, "code");
  }

  /// What the network says of an attempt.
  public enum Outcome {
    /// It was answered, and later somebody hung up.
    ANSWERED,
    BUSY,
    /// It rang out, or the called network says that nobody is there.
    NO_ANSWER,
    /// The called party pressed "decline".
    DECLINED,
    /// No such number, or it cannot be reached (R15).
    UNREACHABLE,
    /// Refused or failed on our side of the called network: trunk, carrier, or we (R15).
    NOT_CONNECTED,
    /// We gave up before there was an answer.
    CANCELLED,
    /// Silence: nobody knows (R22).
    UNKNOWN
  }

  /// Whose fault it is. What nobody mapped is ours, so that it is counted against us instead of
  /// hiding.
  public enum Blame {
    NOBODY,
    US,
    CARRIER,
    CALLED_PARTY,
    VOLUNTEER,
    UNATTRIBUTABLE
  }

  public enum By {
    US,
    FAR_END,
    NETWORK
  }

  /// Whether the order reached a network that may have rung the voter.
  public enum Placed {
    YES,
    /// Surely not: nothing was sent, or a final refusal came without any ringing.
    SURELY_NOT,
    UNKNOWN
  }
}
