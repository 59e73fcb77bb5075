package org.hustings.server.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Some who do the same again and again, each as soon as the last time is over.
final class Crowd {
  private Crowd() {}

  /// What one of them does; each has a thread of its own.
  interface Member {
    /// @return whether there was anything to do; if not, this one stops
    boolean once() throws Exception;

    /// When there is no more time.
    void leave() throws Exception;
  }

  /// Who they are, by their places.
  @FunctionalInterface
  interface Members {
    Member member(int place) throws Exception;
  }

  static Rate busy(int count, Duration during, Members members)
      throws InterruptedException, ExecutionException {
    List<Future<long[]>> parts = new ArrayList<>();
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int place = 0; place < count; place++) {
        int who = place;
        parts.add(threads.submit(() -> alone(members.member(who), began + during.toNanos())));
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    List<long[]> all = new ArrayList<>();
    for (Future<long[]> part : parts) {
      all.add(part.get());
    }
    return new Rate(took, all);
  }

  private static long[] alone(Member member, long until) throws Exception {
    long[] nanos = new long[1024];
    int done = 0;
    try {
      for (long at = System.nanoTime(); at - until < 0; ) {
        if (!member.once()) {
          break;
        }
        long now = System.nanoTime();
        if (done == nanos.length) {
          nanos = Arrays.copyOf(nanos, done * 2);
        }
        nanos[done++] = now - at;
        at = now;
      }
    } finally {
      member.leave();
    }
    return Arrays.copyOf(nanos, done);
  }
}
