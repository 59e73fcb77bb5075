package org.hustings.telephony.sip;

/// Whether a carrier answers when it is asked if it is there. Not for several threads at once.
///
/// Only one that has answered before is judged by its silence: there are carriers that drop such
/// questions and take calls all the same. Whatever it answers, it is there, but for 503: that says
/// that it serves nobody now.
final class Presence {
  private static final int UNAVAILABLE = 503;

  private boolean hasAnswered;
  private boolean silent;

  /// Takes an answer.
  ///
  /// @return whether this changes things
  boolean answered(int status) {
    hasAnswered = true;
    return becomes(status == UNAVAILABLE);
  }

  /// No answer came.
  ///
  /// @return whether this changes things
  boolean unanswered() {
    return becomes(hasAnswered);
  }

  /// A call was heard of there.
  boolean heard() {
    return becomes(false);
  }

  private boolean becomes(boolean other) {
    boolean changed = silent != other;
    silent = other;
    return changed;
  }

  boolean silent() {
    return silent;
  }
}
