package org.hustings.server.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what the server gives no sign of, by looking again and again. What it does tell (the
/// live feed, a phone's events) is waited for there.
final class Until {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private Until() {}

  /// Waits until there is something, and gives it.
  static <T> T present(Duration patience, String what, Supplier<Optional<T>> look) {
    CountDownLatch never = new CountDownLatch(1);
    long until = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        Optional<T> found = look.get();
        if (found.isPresent()) {
          return found.get();
        }
        if (System.nanoTime() > until
            || never.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new AssertionError("within %s it was not so that %s".formatted(patience, what));
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting until " + what, interrupted);
    }
  }

  static void so(Duration patience, String what, BooleanSupplier isSo) {
    present(patience, what, () -> isSo.getAsBoolean() ? Optional.of(what) : Optional.empty());
  }
}
