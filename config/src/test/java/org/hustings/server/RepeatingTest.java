package org.hustings.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RepeatingTest {
  private static final long PATIENCE_SECONDS = 20;

  @Test
  void work_that_fails_is_begun_again() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(3);
    Runnable failing =
        () -> {
          begun.countDown();
          throw new IllegalStateException("on purpose");
        };
    try (Repeating _ = Repeating.every(Duration.ofMillis(1), "failing", failing)) {
      assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void once_closed_it_does_not_begin_again() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch again = new CountDownLatch(2);
    Repeating repeating =
        Repeating.every(
            Duration.ofMillis(50),
            "counted",
            () -> {
              begun.countDown();
              again.countDown();
            });
    assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    repeating.close();
    assertThat(again.await(200, TimeUnit.MILLISECONDS)).isFalse();
  }
}
