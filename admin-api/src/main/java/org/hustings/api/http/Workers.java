package org.hustings.api.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hustings.api.http.HttpSettings.Limits;

/// Virtual threads, one a request, within bounds: so many requests at once, and of these so many
/// that use the database. What goes beyond is told to come again, at once or after a short wait,
/// and nothing queues up without end.
final class Workers {
  private final Semaphore inFlight;
  private final int most;
  private final Semaphore turns;
  private final Duration turnWait;

  Workers(Limits limits) {
    this.most = limits.inFlight();
    this.inFlight = new Semaphore(most);
    this.turns = new Semaphore(limits.turns(), true);
    this.turnWait = requireNonNull(limits.turnWait(), "turnWait");
  }

  /// Starts work on a virtual thread; false if there are too many requests already.
  boolean start(String name, Runnable work) {
    if (!inFlight.tryAcquire()) {
      return false;
    }
    Thread.ofVirtual()
        .name(name)
        .start(() -> {
          try {
            work.run();
          } finally {
            inFlight.release();
          }
        });
    return true;
  }

  /// Does work that may use the database, when it is its turn.
  <T> T inTurn(Supplier<T> work) {
    try {
      if (!turns.tryAcquire(turnWait.toMillis(), TimeUnit.MILLISECONDS)) {
        throw overloaded().asException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw overloaded().asException();
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  int busy() {
    return most - inFlight.availablePermits();
  }

  static Problem overloaded() {
    return Problem.of(
        503,
        "overloaded",
        "Too much at once",
        "The server has more requests than it can answer. Nothing was done; try again in a few"
            + " seconds.");
  }
}
