package org.hustings.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that is done again and again, each time some while after the last time ended, whether it
/// failed or not; the first time at once.
///
/// The pause is counted by the machine's steady clock: work that tells operators how we are must
/// not stop because the clock on the wall was set back.
final class Repeating implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Repeating.class);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Duration pause;
  private final String name;
  private final Runnable work;

  private Repeating(Duration pause, String name, Runnable work) {
    this.pause = pause;
    this.name = name;
    this.work = work;
  }

  /// Begins, on a virtual thread of its own.
  static Repeating every(Duration pause, String name, Runnable work) {
    Repeating repeating = new Repeating(pause, name, work);
    Thread.ofVirtual().name(name).start(repeating::untilClosed);
    return repeating;
  }

  private void untilClosed() {
    try {
      do {
        once();
      } while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void once() {
    try {
      work.run();
    } catch (RuntimeException e) {
      if (closed.getCount() == 0) {
        return; // what it works on is being closed, too
      }
      log.atWarn().addKeyValue("work", name).setCause(e).log("repeating.failed");
    }
  }

  /// What runs now runs to its end; it does not begin again.
  @Override
  public void close() {
    closed.countDown();
  }
}
