package org.hustings.server.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.hustings.telephony.phonenet.wire.PhoneNetwork;

/// Somebody to whom calls are offered: the server, or a peer that stands beside it.
///
/// @param name as the table has it
/// @param program what is paid for
/// @param carrier who takes the calls
/// @param book in which the lines write
/// @param free lines on which there is no call
record Contestant(
    String name, Program program, PhoneNetwork carrier, Book book, BlockingQueue<Line> free) {

  /// Whoever makes one whole call at a time, and writes in the book what came of it.
  @FunctionalInterface
  interface Line {
    void call() throws InterruptedException;
  }

  static Contestant of(
      String name,
      Program program,
      PhoneNetwork carrier,
      Book book,
      Collection<? extends Line> lines) {
    return new Contestant(name, program, carrier, book, new LinkedBlockingQueue<>(lines));
  }

  /// Offers calls at even distances, whatever becomes of the earlier ones; one for which no line is
  /// free waits for one.
  ///
  /// @param rate calls a second
  Offer offered(int rate, int seconds) throws IOException, InterruptedException {
    book.forget();
    int begun = 0;
    Costs costs = Costs.from(program, carrier);
    long began = System.nanoTime();
    long until = began + TimeUnit.SECONDS.toNanos(seconds);
    try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < rate * seconds; i++) {
        long at = began + TimeUnit.SECONDS.toNanos(i) / rate;
        for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        Line line = free.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (line == null) {
          break;
        }
        begun++;
        var _ =
            calls.submit(() -> {
              line.call();
              free.add(line);
              return true;
            });
      }
    }
    return Offer.taken(name, rate, (double) begun / seconds, book, costs.spent());
  }
}
