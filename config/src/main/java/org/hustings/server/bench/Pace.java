package org.hustings.server.bench;

import java.time.Duration;

/// How long a volunteer takes for what the server has no part in.
///
/// @param talks with whoever answers
/// @param writes the outcome down
/// @param looks at the next number before calling it
record Pace(Duration talks, Duration writes, Duration looks) {
  /// Who does nothing but call.
  static final Pace BRISK = new Pace(Duration.ofMillis(500), Duration.ZERO, Duration.ZERO);
}
