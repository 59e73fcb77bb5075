package org.hustings.core.time;

import java.time.Duration;
import java.time.Instant;

/// Fires actions when their time has come.
///
/// There are two times. The clock on the wall says what the law and the calendar ask for, and may
/// be set forward or back at any moment; [#at] goes by it. The steady time says how long something
/// takes and is not touched by whoever sets the clock; [#after] and [#elapsed] go by it. Whatever
/// waits *so long* waits by the steady time: else a clock that is set back would keep every call,
/// lease and heartbeat waiting until it has caught up.
///
/// An action only enqueues: it must not block and must not throw. It may run on any thread.
public interface Timers {

  /// Runs `action` at or shortly after `at` by the clock on the wall; at once if `at` has passed.
  /// If the clock is set meanwhile, what counts is the clock as it then stands.
  Timer at(Instant at, Runnable action);

  /// Runs `action` when this much time has passed, whatever is done to the clock on the wall; at
  /// once if `wait` is zero or negative.
  Timer after(Duration wait, Runnable action);

  /// The steady time since some moment before the first use: two readings differ by the time that
  /// passed between them. It stands still while the machine sleeps, where the machine's own steady
  /// clock does (on Linux it does).
  Duration elapsed();

  /// One scheduled action.
  interface Timer {
    /// Prevents the action if it has not begun; idempotent.
    void cancel();
  }
}
