package org.hustings.core.session;

/// What a volunteer is told when something happens by itself. Plain words: what happened, and what
/// comes next.
public final class Sentences {
  static final String HOLD_LOST =
      "The number on your screen was given back, because it was kept too long. Ask for the next"
          + " one.";
  static final String WITHDRAWN =
      "The number on your screen must not be called any more, so it was taken away."
          + " Ask for the next one.";
  static final String LEFT_ON_CALL =
      "You left before saying how the call went. You can still say it here for a while.";

  /// Instead of a call that had begun and was not dialed yet (R17).
  public static final String NOT_ANY_MORE =
      "This number must not be called any more, so it was not dialed. Ask for the next one.";

  /// The same (R8).
  public static final String TOO_LATE =
      "The calling hours ended before the call was placed, so it was not dialed."
          + " Nothing was counted, and the number is back in its place.";

  private Sentences() {}
}
