package org.hustings.server.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Volunteers who call one voter after the other until the shift is over.
final class Shift implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final SplittableRandom random = new SplittableRandom(1);

  /// Sends some to work, each at some moment of the first round.
  ///
  /// @param round how long one voter takes
  /// @param answers that each writes down of each voter
  void begin(Collection<Caller> callers, Pace pace, Duration round, int answers) {
    for (Caller caller : callers) {
      Duration first = Duration.ofMillis(random.nextLong(1 + round.toMillis()));
      var _ =
          threads.submit(() -> {
            if (!over.await(first.toMillis(), TimeUnit.MILLISECONDS)) {
              while (over.getCount() > 0) {
                caller.call(pace, answers);
              }
            }
            return true;
          });
    }
  }

  /// Lets it go on for so long.
  void goOn(Duration time) throws InterruptedException {
    boolean _ = over.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Everybody finishes the call in hand.
  @Override
  public void close() {
    over.countDown();
    threads.close();
  }
}
