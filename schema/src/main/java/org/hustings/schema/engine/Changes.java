package org.hustings.schema.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.hustings.core.id.ProjectId;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.engine.ClaimMarks.Part;
import org.jspecify.annotations.Nullable;

/// What one transaction makes takeable, or due: when it is committed, marks and floors are lowered
/// accordingly.
final class Changes {
  private final OpenTransaction transaction;
  private final EngineMemory memory;
  private final Map<Part, IndexKey> ready = new HashMap<>();
  private @Nullable Instant earliestPromotion;
  private @Nullable Instant earliestHoldEnd;
  private boolean registered;

  Changes(OpenTransaction transaction, EngineMemory memory) {
    this.transaction = transaction;
    this.memory = memory;
  }

  /// An entry is ready at this place, or its number is free again.
  void ready(ProjectId project, long zoneSet, IndexKey key) {
    register();
    ready.merge(
        Part.of(transaction.campaign(), project, zoneSet, key),
        key,
        (one, other) -> one.compareTo(other) < 0 ? one : other);
  }

  /// An entry waits until then.
  void waiting(Instant until) {
    register();
    earliestPromotion = earlier(earliestPromotion, until);
  }

  /// A hold ends then, unless renewed.
  void held(Instant until) {
    register();
    earliestHoldEnd = earlier(earliestHoldEnd, until);
  }

  private static Instant earlier(@Nullable Instant one, Instant other) {
    return one == null || other.isBefore(one) ? other : one;
  }

  private void register() {
    if (!registered) {
      registered = true;
      transaction.afterCommit(this::lower);
    }
  }

  private void lower() {
    ready.forEach(memory.claimMarks()::lower);
    memory.news().tell(ready);
    if (earliestPromotion != null) {
      memory.promotions().lower(transaction.campaign(), earliestPromotion);
    }
    if (earliestHoldEnd != null) {
      memory.holdEnds().lower(transaction.campaign(), earliestHoldEnd);
    }
  }
}
