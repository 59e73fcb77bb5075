package org.hustings.core.time;

import java.time.Instant;

/// Fires actions at instants of the same clock that the engine reads.
///
/// An action only enqueues: it must not block and must not throw. It may run on any thread.
public interface Timers {

  /// Runs `action` at or shortly after `at`; at once if `at` has passed.
  Timer at(Instant at, Runnable action);

  /// One scheduled action.
  interface Timer {
    /// Prevents the action if it has not begun; idempotent.
    void cancel();
  }
}
