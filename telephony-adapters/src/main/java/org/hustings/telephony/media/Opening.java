package org.hustings.telephony.media;

/// What came of asking for a leg.
public sealed interface Opening {
  /// Here it is.
  record Opened(MediaLeg leg) implements Opening {}

  /// There is none; nothing is held.
  ///
  /// @param reason for the counters
  /// @param whatToDo for the operator
  record Refused(Reason reason, String whatToDo) implements Opening {}

  /// Why not.
  enum Reason {
    /// All ports of the range are in use or draining.
    PORTS_EXHAUSTED,
    /// The system gives no more sockets, or the address is not ours.
    SYSTEM_REFUSED,
    /// The engine is closed.
    CLOSED
  }
}
