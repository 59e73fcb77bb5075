package org.hustings.core.disposition;

/// What an outcome does: every disposition, standard or a project's own, is mapped to one of these
/// (R11–R18, R20).
public enum Action {
  SUCCESSFUL,
  VOICEMAIL,
  REFUSED,
  BUSY,
  NO_ANSWER,
  FAILED,
  WRONG_NUMBER,
  DO_NOT_CALL,
  CALL_BACK,
  /// Answered, but nobody said how it went (R20). Set by the server, never chosen.
  UNRESOLVED,
  /// Surely never reached the provider, or failed on our side of the called network (R15, R22). Set
  /// by the server, never chosen.
  NOT_PLACED
}
