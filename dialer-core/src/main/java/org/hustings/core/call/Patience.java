package org.hustings.core.call;

import java.time.Duration;

/// How long a leg is believed without a word from its provider.
///
/// @param setUpWithin until anything rings, on top of `ringFor`
/// @param ringFor how long a voter's phone may ring; the adapter gives up by itself, this is the
///   backstop
/// @param margin how much later than the adapter we give up
/// @param checkEvery how often a leg that is up is re-checked
/// @param answerWithin how long a probe's answer may take
/// @param closeWithin how long an end may take that we asked for, before we ask again
public record Patience(
    Duration setUpWithin,
    Duration ringFor,
    Duration margin,
    Duration checkEvery,
    Duration answerWithin,
    Duration closeWithin) {
  /// So often an end is asked for before the leg is given up as lost.
  static final int ENDINGS_ASKED = 4;

  public static Patience of(Duration ringFor, Duration checkEvery, Duration answerWithin) {
    return new Patience(
        Duration.ofSeconds(40),
        ringFor,
        Duration.ofSeconds(5),
        checkEvery,
        answerWithin,
        Duration.ofSeconds(10));
  }
}
