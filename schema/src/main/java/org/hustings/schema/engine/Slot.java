package org.hustings.schema.engine;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.id.UserId;
import org.hustings.core.queue.Position;
import org.hustings.core.queue.Position.CallBack;
import org.hustings.core.queue.Position.Fresh;
import org.hustings.core.queue.Position.Rejoined;
import org.jspecify.annotations.Nullable;

/// A position of R1 as `queue_entry` has it: the lane, and the rank within it, lower first.
record Slot(int lane, long rank, @Nullable Long promisedBy) {
  static final int CALL_BACKS = 0;
  static final int FRESH = 1;
  static final int REJOINED = 2;

  static Slot of(Position position) {
    return switch (position) {
      case CallBack(Instant dueAt, Optional<UserId> promisedBy) ->
          new Slot(CALL_BACKS, Micros.of(dueAt), promisedBy.map(UserId::value).orElse(null));
      case Fresh(int score) -> new Slot(FRESH, -score, null);
      case Rejoined(Instant at) -> new Slot(REJOINED, Micros.of(at), null);
    };
  }

  Position position() {
    return switch (lane) {
      case CALL_BACKS ->
          new CallBack(Micros.instant(rank), Optional.ofNullable(promisedBy).map(UserId::new));
      case FRESH -> new Fresh(Math.toIntExact(-rank));
      case REJOINED -> new Rejoined(Micros.instant(rank));
      default -> throw new IllegalStateException("there is no lane " + lane);
    };
  }
}
