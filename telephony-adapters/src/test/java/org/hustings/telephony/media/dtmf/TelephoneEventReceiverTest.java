package org.hustings.telephony.media.dtmf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// RFC 4733: each press once, whatever the network does.
class TelephoneEventReceiverTest {
  private static final long FRAME = 20_000_000;

  private final List<Digit> digits = new ArrayList<>();
  private final TelephoneEventReceiver receiver = new TelephoneEventReceiver(digits::add);
  private long now;

  private void packet(int timestamp, int code, int samples, boolean end) {
    receiver.received(timestamp, samples == 160, new TelephoneEvent(code, end, 10, samples), now);
    now += FRAME;
  }

  private void press(int timestamp, int code) {
    for (int samples = 160; samples <= 800; samples += 160) {
      packet(timestamp, code, samples, false);
    }
    for (int repetition = 0; repetition < 3; repetition++) {
      packet(timestamp, code, 800, true);
    }
  }

  private String keys() {
    StringBuilder keys = new StringBuilder();
    digits.forEach(digit -> keys.append(digit.key()));
    return keys.toString();
  }

  @Test
  void three_ends_are_one_press() {
    press(1000, 5);

    assertThat(digits).containsExactly(new Digit('5', Duration.ofMillis(100), Digit.Source.EVENT));
  }

  @Test
  void the_same_key_twice_is_two_presses() {
    press(1000, 11);
    press(3000, 11);

    assertThat(keys()).isEqualTo("##");
  }

  @Test
  void a_press_of_which_only_one_packet_arrives_counts() {
    packet(1000, 1, 480, false);
    press(3000, 2);
    packet(5000, 3, 800, true);

    assertThat(keys()).isEqualTo("123");
  }

  @Test
  void a_key_whose_ends_were_all_lost_is_released_after_a_silence() {
    packet(1000, 7, 160, false);
    packet(1000, 7, 320, false);

    receiver.tick(now + 100_000_000);
    assertThat(digits).isEmpty();
    receiver.tick(now + 200_000_000);
    assertThat(keys()).isEqualTo("7");
  }

  @Test
  void late_packets_of_an_earlier_press_are_no_press() {
    press(1000, 4);
    press(3000, 6);
    packet(1000, 4, 800, true);
    packet(1000, 4, 160, false);

    assertThat(keys()).isEqualTo("46");
  }

  @Test
  void a_press_of_many_seconds_goes_on_in_segments() {
    packet(1000, 9, 65_535, false);
    packet(1000 + 65_535, 9, 8_000, false);
    packet(1000 + 65_535, 9, 16_000, true);

    assertThat(digits).hasSize(1);
    assertThat(digits.getFirst().held()).isEqualTo(Duration.ofNanos((65_535 + 16_000) * 125_000L));
  }

  @Test
  void a_telephone_that_moves_the_timestamp_with_every_packet_presses_once() {
    for (int i = 0; i < 5; i++) {
      receiver.received(
          1000 + 160 * i, i == 0, new TelephoneEvent(3, i == 4, 10, 160 * (i + 1)), now += FRAME);
    }

    assertThat(keys()).isEqualTo("3");
  }

  @Test
  void line_signals_are_no_keys() {
    packet(1000, 36, 800, true);

    assertThat(digits).isEmpty();
  }

  @Test
  void with_a_third_of_all_packets_lost_and_doubled_every_key_comes_once() {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder pressed = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      int code = random.nextInt(12);
      int timestamp = 1000 + i * 2000;
      boolean any = false;
      for (int step = 1; step <= 8; step++) {
        // The last packet of each press arrives, so that "all lost" is not part of this.
        boolean arrives = step == 8 || random.nextInt(3) > 0;
        for (int copy = random.nextInt(2); arrives && copy >= 0; copy--) {
          packet(timestamp, code, Math.min(step, 6) * 160, step >= 6);
          any = true;
        }
      }
      if (any) {
        pressed.append(Digit.KEYS.charAt(code));
      }
    }

    assertThat(keys()).isEqualTo(pressed.toString());
  }
}
