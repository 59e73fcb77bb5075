package org.hustings.telephony.phonenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.time.VirtualTime;
import org.hustings.telephony.phonenet.Behaviour.Busy;
import org.hustings.telephony.phonenet.Behaviour.RingsOut;
import org.hustings.telephony.phonenet.Ring.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RingLogTest {
  private static final Subscribers TOWN = Subscribers.all(new RingsOut());

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-02T14:00:00Z"));

  @TempDir Path directory;

  @Test
  void tells_when_a_number_rang_and_how_it_ended() {
    RingLog log = RingLog.inMemory(time);

    long ring = log.arrived(call("+19195550182"), TOWN).ring();
    time.advanceBy(Duration.ofMillis(100));
    log.ringing(ring);
    time.advanceBy(Duration.ofSeconds(60));
    log.ended(ring, Ending.GIVEN_UP);

    assertThat(log.ringsOf("+19195550182"))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.times().arrivedAt()).isEqualTo("2026-11-02T14:00:00Z");
          assertThat(it.rang()).isEqualTo(Duration.ofSeconds(60));
          assertThat(it.ending()).contains(Ending.GIVEN_UP);
          assertThat(it.call().caller()).contains("+19195550100");
        });
    assertThat(log.open()).isZero();
  }

  @Test
  void counts_the_rings_of_each_number_and_asks_its_subscriber_for_the_nth() {
    RingLog log = RingLog.inMemory(time);
    Subscribers busyAtFirst = (_, nth) -> nth == 1 ? new Busy() : new RingsOut();

    assertThat(log.arrived(call("+19195550182"), busyAtFirst).behaviour()).isEqualTo(new Busy());
    assertThat(log.arrived(call("+19195550183"), busyAtFirst).nth()).isEqualTo(1);
    assertThat(log.arrived(call("+19195550182"), busyAtFirst).behaviour())
        .isEqualTo(new RingsOut());
    assertThat(log.ringsOf("+19195550182")).extracting(Ring::nth).containsExactly(1, 2);
  }

  @Test
  void what_is_no_number_is_nobodys() {
    RingLog log = RingLog.inMemory(time);

    assertThat(log.arrived(call("front-desk"), TOWN).behaviour())
        .isEqualTo(new Behaviour.NoSuchNumber());
  }

  @Test
  void the_first_end_of_a_call_is_its_end() {
    RingLog log = RingLog.inMemory(time);
    long ring = log.arrived(call("+19195550182"), TOWN).ring();

    log.ended(ring, Ending.DECLINED);
    log.ended(ring, Ending.GIVEN_UP);

    assertThat(log.rings()).extracting(Ring::ending).containsExactly(Optional.of(Ending.DECLINED));
  }

  @Test
  void a_file_says_the_same_as_the_log_and_is_gone_on_with_after_a_restart() throws IOException {
    Path file = directory.resolve("rings.log");
    try (RingLog log = RingLog.appendingTo(file, time)) {
      long ring = log.arrived(call("+19195550182"), TOWN).ring();
      log.ringing(ring);
      log.answered(ring);
      log.recorded(ring, "1.wav");
      log.ended(ring, Ending.CALLER_HUNG_UP);
      assertThat(RingLog.read(file)).isEqualTo(log.rings());
    }
    try (RingLog log = RingLog.appendingTo(file, time)) {
      assertThat(log.arrived(call("+19195550182"), TOWN).nth()).isEqualTo(2);
      assertThat(RingLog.read(file)).hasSize(2).isEqualTo(log.rings());
    }
  }

  @Test
  void a_line_cut_short_by_a_kill_costs_that_line_only() throws IOException {
    Path file = directory.resolve("rings.log");
    try (RingLog log = RingLog.appendingTo(file, time)) {
      long _ = log.arrived(call("+19195550182"), TOWN).ring();
    }
    Files.writeString(file, "2026-11-02T14:00:05Z\t1\tend", StandardOpenOption.APPEND);

    try (RingLog log = RingLog.appendingTo(file, time)) {
      long _ = log.arrived(call("+19195550183"), TOWN).ring();
    }

    assertThat(RingLog.read(file))
        .extracting(Ring::called)
        .containsExactly("+19195550182", "+19195550183");
  }

  @Test
  void a_file_that_is_no_log_is_not_taken_for_an_empty_one() throws IOException {
    Path file = directory.resolve("rings.log");
    Files.write(file, List.of("hello", "world"));

    assertThatThrownBy(() -> RingLog.read(file)).hasMessageContaining("line 1");
  }

  @Test
  void a_caller_cannot_write_lines_of_its_own() throws IOException {
    Path file = directory.resolve("rings.log");
    try (RingLog log = RingLog.appendingTo(file, time)) {
      var call = new Ring.Call("+19195550182", Optional.of("a\nb\tc"), "call\r\nid");
      long _ = log.arrived(call, TOWN).ring();
    }

    assertThat(Files.readAllLines(file)).singleElement().asString().contains("a?b?c", "call??id");
  }

  private static Ring.Call call(String called) {
    return new Ring.Call(called, Optional.of("+19195550100"), "call to " + called);
  }
}
