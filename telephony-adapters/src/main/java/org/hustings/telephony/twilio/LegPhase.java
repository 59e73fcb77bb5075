package org.hustings.telephony.twilio;

/// How far a leg is.
enum LegPhase {
  /// It calls us, and the engine has not decided.
  OFFERED,
  /// We call.
  AWAITED,
  /// A browser has its token, and has not come yet.
  EXPECTED,
  UP,
  OVER
}
