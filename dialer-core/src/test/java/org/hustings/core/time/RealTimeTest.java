package org.hustings.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RealTimeTest {
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  private String next() throws InterruptedException {
    String next = seen.poll(10, TimeUnit.SECONDS);
    return next == null ? "nothing within ten seconds" : next;
  }

  @Test
  void an_inbox_handles_one_message_at_a_time_in_the_order_posted() throws InterruptedException {
    List<Integer> handled = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1_000);
    Inbox<Integer> inbox =
        new ThreadedRunners((_, _) -> {})
            .inbox(
                "test",
                number -> {
                  handled.add(number);
                  done.countDown();
                });

    for (int i = 0; i < 1_000; i++) {
      inbox.post(i);
    }

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    inbox.close();
    assertThat(handled).isSorted().hasSize(1_000);
  }

  @Test
  void a_handler_that_throws_is_told_of_and_goes_on() throws InterruptedException {
    Inbox<String> inbox =
        new ThreadedRunners((name, thrown) -> seen.add(name + " failed: " + thrown.getMessage()))
            .inbox(
                "test",
                message -> {
                  throw new IllegalStateException(message);
                });

    inbox.post("one");
    inbox.post("two");

    assertThat(next()).isEqualTo("test failed: one");
    assertThat(next()).isEqualTo("test failed: two");
    inbox.close();
  }

  @Test
  void closing_lets_the_message_in_hand_finish_and_drops_the_rest() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Inbox<String> inbox =
        new ThreadedRunners((_, _) -> {})
            .inbox(
                "test",
                message -> {
                  begun.countDown();
                  await(closed);
                  seen.add(message);
                });
    inbox.post("in hand");
    inbox.post("dropped");
    await(begun);

    inbox.close();
    closed.countDown();
    inbox.post("too late");

    assertThat(next()).isEqualTo("in hand");
    new ThreadedRunners((_, _) -> {}).run("afterwards", () -> seen.add("afterwards"));
    assertThat(next()).isEqualTo("afterwards");
  }

  @Test
  void timers_fire_in_time_and_not_when_cancelled() throws InterruptedException {
    InstantSource clock = InstantSource.system();
    try (WallTimers timers = new WallTimers(clock)) {
      Instant start = clock.instant();
      timers.at(start.plusMillis(20), () -> seen.add("cancelled")).cancel();
      var _ = timers.at(start.plusMillis(60), () -> seen.add("second"));
      var _ = timers.at(start.plusMillis(30), () -> seen.add("first"));

      assertThat(next()).isEqualTo("first");
      assertThat(next()).isEqualTo("second");
      assertThat(clock.instant()).isAfterOrEqualTo(start.plusMillis(60));
    }
  }

  @Test
  void a_clock_that_is_set_forward_fires_what_has_become_due() throws InterruptedException {
    Instant start = Instant.parse("2026-06-02T14:00:00Z");
    AtomicLong hours = new AtomicLong();
    InstantSource clock = () -> start.plus(Duration.ofHours(hours.get()));
    try (WallTimers timers = new WallTimers(clock)) {
      var _ = timers.at(start.plus(Duration.ofHours(1)), () -> seen.add("due"));

      hours.set(2);

      assertThat(next()).isEqualTo("due");
    }
  }

  /// The steady time is told by hand, so that nothing hangs on how loaded the machine is.
  @Test
  void whatever_is_done_to_the_clock_a_wait_takes_as_long_as_it_takes()
      throws InterruptedException {
    Instant start = Instant.parse("2026-06-02T14:00:00Z");
    AtomicLong wallHours = new AtomicLong();
    AtomicLong steady = new AtomicLong();
    InstantSource clock = () -> start.plus(Duration.ofHours(wallHours.get()));
    try (WallTimers timers = new WallTimers(clock, steady::get)) {
      var _ = timers.after(Duration.ofMinutes(10), () -> seen.add("ten minutes"));
      var _ = timers.at(start.plus(Duration.ofHours(5)), () -> seen.add("five hours on"));

      wallHours.set(6);
      assertThat(next()).as("set forward").isEqualTo("five hours on");

      wallHours.set(-6);
      steady.set(Duration.ofMinutes(10).toNanos());
      assertThat(next()).as("set back").isEqualTo("ten minutes");
    }
  }

  @Test
  void an_action_that_throws_does_not_stop_the_others() throws InterruptedException {
    InstantSource clock = InstantSource.system();
    try (WallTimers timers = new WallTimers(clock)) {
      var _ =
          timers.at(
              clock.instant(),
              () -> {
                throw new IllegalStateException("thrown on purpose");
              });
      var _ = timers.at(clock.instant(), () -> seen.add("still here"));

      assertThat(next()).isEqualTo("still here");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
