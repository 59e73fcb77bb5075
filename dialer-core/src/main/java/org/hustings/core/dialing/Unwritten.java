package org.hustings.core.dialing;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts what the clerks have to write and have not yet, so that a server does not end before it
/// is. Safe for many threads.
final class Unwritten {
  private final AtomicInteger count = new AtomicInteger();
  private volatile Runnable none = () -> {};

  void oneMore() {
    int _ = count.incrementAndGet();
  }

  void oneLess() {
    if (count.decrementAndGet() == 0) {
      none.run();
    }
  }

  int count() {
    return count.get();
  }

  /// Told whenever all is written.
  void onNone(Runnable listener) {
    none = listener;
  }
}
