package org.hustings.core.session;

import org.hustings.core.call.Notice;

/// What volunteers are told when something happens by itself.
public final class Notices {
  static final Notice HOLD_LOST =
      new Notice(
          "hold-lost",
          "The number on your screen was given back, because it was kept too long. Ask for the next"
              + " one.");
  static final Notice WITHDRAWN =
      new Notice(
          "withdrawn",
          "The number on your screen must not be called any more, so it was taken away."
              + " Ask for the next one.");
  static final Notice LEFT_ON_CALL =
      new Notice(
          "left-on-call",
          "You left before saying how the call went. You can still say it here for a while.");

  /// Instead of a call that had begun and was not dialed yet (R17).
  public static final Notice NOT_ANY_MORE =
      new Notice(
          "not-any-more",
          "This number must not be called any more, so it was not dialed. Ask for the next one.");

  /// The same (R8).
  public static final Notice TOO_LATE =
      new Notice(
          "too-late",
          "The calling hours ended before the call was placed, so it was not dialed."
              + " Nothing was counted, and the number is back in its place.");

  private Notices() {}
}
