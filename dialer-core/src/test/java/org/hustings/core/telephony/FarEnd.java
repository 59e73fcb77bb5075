package org.hustings.core.telephony;

/// What is at the other end of a number that a contract's test calls.
public enum FarEnd {
  /// Rings, answers, and stays until we hang up.
  ANSWERS,
  /// Rings, answers, and hangs up soon.
  ANSWERS_AND_HANGS_UP,
  /// Rings for ever.
  RINGS,
  BUSY,
  /// Rings, then declines.
  DECLINES,
  NO_SUCH_NUMBER,
  /// The network is heard before it answers.
  HEARD_BEFORE_ANSWER,
  /// Rings, answers and presses `4`, `2` and `#`.
  PRESSES_KEYS,
  /// Rings, answers, and plays a greeting.
  MACHINE
}
