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
  NOT_PLACED;

  /// Whether somebody was spoken with.
  public boolean talked() {
    return switch (this) {
      case SUCCESSFUL, REFUSED, WRONG_NUMBER, DO_NOT_CALL, CALL_BACK -> true;
      case VOICEMAIL, BUSY, NO_ANSWER, FAILED, UNRESOLVED, NOT_PLACED -> false;
    };
  }

  /// Whether somebody may choose it; the others are set by the server alone.
  public boolean isChosen() {
    return switch (this) {
      case SUCCESSFUL,
          VOICEMAIL,
          REFUSED,
          BUSY,
          NO_ANSWER,
          FAILED,
          WRONG_NUMBER,
          DO_NOT_CALL,
          CALL_BACK ->
          true;
      case UNRESOLVED, NOT_PLACED -> false;
    };
  }
}
