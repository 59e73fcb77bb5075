package org.hustings.core.voter;

/// The status of a number across all projects.
public enum PhoneStatus {
  ACTIVE,
  /// R11.
  COMPLETED,
  /// R12.
  VOICEMAIL_LEFT,
  /// R13.
  REFUSED,
  /// R17; never reopened (R27).
  DO_NOT_CALL,
  /// R20: answered, without an outcome; callable nowhere until somebody decides.
  UNRESOLVED
}
