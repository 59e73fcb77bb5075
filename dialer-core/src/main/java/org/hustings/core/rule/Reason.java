package org.hustings.core.rule;

/// Why a number may not be called now. Where several reasons hold, the one that is given is the
/// first in this order, which is also that of [org.hustings.core.queue.Explanation.Blocked].
public enum Reason {
  /// R10. To the volunteer this is the same as a project that does not exist.
  NO_SUCH_PROJECT("no-such-project"),
  /// R3.
  PROJECT_NOT_ACTIVE("project-not-active"),
  /// R17.
  DO_NOT_CALL("do-not-call"),
  /// R11–R13.
  DONE("done"),
  /// R20.
  UNRESOLVED("unresolved"),
  /// R19.
  LIMIT("attempt-limit"),
  /// R2, R16.
  STANDS_FOR_NOBODY("stands-for-nobody"),
  /// R4.
  HELD("held"),
  /// R9.
  SUPPRESSED("suppressed"),
  /// R14, R18.
  WAITING("waiting"),
  /// R18.
  KEPT_FOR_ANOTHER("kept-for-another"),
  /// R6.
  OUTSIDE_HOURS("outside-hours"),
  /// R7.
  OUTSIDE_LEGAL_WINDOW("outside-legal-window");

  private final String code;

  Reason(String code) {
    this.code = code;
  }

  /// For programs; part of the API.
  public String code() {
    return code;
  }
}
