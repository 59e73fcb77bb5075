package org.hustings.core.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.id.UserId;

/// An entry's position in the order of R1. The three kinds come one after the other; ties within a
/// kind go to the lower entry id.
public sealed interface Position {
  /// How long a call-back is kept for the volunteer who promised it (R18).
  Duration KEPT_FOR_PROMISER = Duration.ofMinutes(15);

  /// Promised; longest due first.
  record CallBack(Instant dueAt, Optional<UserId> promisedBy) implements Position {}

  /// Neither attempted nor skipped; highest score first.
  record Fresh(int score) implements Position {}

  /// Back after an attempt or a skip; earliest first.
  record Rejoined(Instant at) implements Position {}
}
