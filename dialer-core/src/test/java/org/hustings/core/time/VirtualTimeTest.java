package org.hustings.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private static final Instant START = Instant.parse("2026-06-02T14:00:00Z");
  private final VirtualTime time = new VirtualTime(START);
  private final List<String> seen = new ArrayList<>();

  private void alarm(long seconds, String name) {
    var _ = time.at(START.plusSeconds(seconds), () -> seen.add(name + "@" + elapsed()));
  }

  private long elapsed() {
    return Duration.between(START, time.instant()).toSeconds();
  }

  @Test
  void timers_fire_in_the_order_of_their_time_and_then_of_their_setting() {
    alarm(20, "late");
    alarm(10, "first");
    alarm(10, "second");

    time.advanceTo(START.plusSeconds(30));

    assertThat(seen).containsExactly("first@10", "second@10", "late@20");
    assertThat(elapsed()).isEqualTo(30);
  }

  @Test
  void what_a_timer_causes_is_done_before_the_next_one() {
    Inbox<String> inbox = time.inbox("test", seen::add);
    var _ = time.at(START.plusSeconds(1), () -> inbox.post("caused"));
    alarm(1, "next");

    time.advanceBy(Duration.ofSeconds(1));

    assertThat(seen).containsExactly("caused", "next@1");
  }

  @Test
  void a_timer_that_was_cancelled_does_not_fire_and_one_of_the_past_fires_at_once() {
    time.at(START.plusSeconds(1), () -> seen.add("cancelled")).cancel();
    var _ = time.at(START.minusSeconds(1), () -> seen.add("past"));

    time.advanceBy(Duration.ofMinutes(1));

    assertThat(seen).containsExactly("past");
  }

  @Test
  void nothing_is_handled_before_the_clock_is_moved_or_quiet_is_asked_for() {
    Inbox<String> inbox = time.inbox("test", seen::add);
    inbox.post("one");
    time.run("work", () -> seen.add("two"));
    assertThat(seen).isEmpty();

    time.runUntilQuiet();

    assertThat(seen).containsExactly("one", "two");
  }

  @Test
  void a_closed_inbox_drops_what_it_had_not_handled() {
    Inbox<String> inbox = time.inbox("test", seen::add);
    inbox.post("one");
    inbox.close();

    time.runUntilQuiet();

    assertThat(seen).isEmpty();
  }

  @Test
  void a_handler_that_throws_goes_on_with_the_next_message_and_is_remembered() {
    Inbox<String> inbox =
        time.inbox(
            "test",
            message -> {
              seen.add(message);
              throw new IllegalStateException(message);
            });
    inbox.post("one");
    inbox.post("two");

    time.runUntilQuiet();

    assertThat(seen).containsExactly("one", "two");
    assertThat(time.failures()).hasSize(2);
  }

  @Test
  void time_does_not_run_backwards() {
    assertThatThrownBy(() -> time.advanceTo(START.minusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
