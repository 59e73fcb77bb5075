package org.hustings.telephony.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// One leg's stream stays one stream, whatever feeds it.
class OutgoingStreamTest {
  private static final long FRAME = 20_000_000;

  private final OutgoingStream stream = new OutgoingStream(0xABCD, 65_534, -320);
  private long now = 5_000_000_000L;

  /// What went out, apart from the payload.
  private record Sent(int sequence, int timestamp, boolean marker) {}

  private Sent own() {
    return sent(stream.own(160, false, now));
  }

  private Sent relay(int ssrc, int sequence, int timestamp) {
    Stamp stamp = stream.relay(Packets.of(ssrc, sequence, timestamp), 160, now);
    assertThat(stamp).as("relayed packet %d", sequence).isNotNull();
    return sent(stamp);
  }

  private boolean dropped(int ssrc, int sequence, int timestamp) {
    return stream.relay(Packets.of(ssrc, sequence, timestamp), 160, now) == null;
  }

  private static Sent sent(@org.jspecify.annotations.Nullable Stamp stamp) {
    java.util.Objects.requireNonNull(stamp, "stamp");
    return new Sent(stamp.sequence(), stamp.timestamp(), stamp.marker());
  }

  @Test
  void our_own_frames_follow_each_other_across_both_wraps() {
    assertThat(own()).isEqualTo(new Sent(65_535, -320, true));
    now += FRAME;
    assertThat(own()).isEqualTo(new Sent(0, -160, false));
    now += FRAME;
    assertThat(own()).isEqualTo(new Sent(1, 0, false));
  }

  @Test
  void a_pause_is_a_step_of_the_clock_with_a_marker() {
    own();
    now += 10 * FRAME;

    assertThat(own()).isEqualTo(new Sent(0, -320 + 1600, true));
  }

  @Test
  void a_relayed_source_continues_our_numbers_and_keeps_its_own_spacing() {
    own();
    now += FRAME;

    assertThat(relay(7, 40_000, 1_000_000)).isEqualTo(new Sent(0, -160, true));
    now += FRAME;
    assertThat(relay(7, 40_001, 1_000_160)).isEqualTo(new Sent(1, 0, false));
    now += 2 * FRAME;
    assertThat(relay(7, 40_003, 1_000_480))
        .as("a loss stays visible")
        .isEqualTo(new Sent(3, 320, false));
    assertThat(relay(7, 40_002, 1_000_320))
        .as("so does reordering")
        .isEqualTo(new Sent(2, 160, false));
  }

  @Test
  void another_source_another_ssrc_and_a_jump_of_the_clock_continue_the_stream() {
    assertThat(relay(7, 100, 5_000)).isEqualTo(new Sent(65_535, -320, true));
    now += FRAME;
    assertThat(relay(8, 9_000, 77)).isEqualTo(new Sent(0, -160, true));
    now += FRAME;
    assertThat(relay(8, 9_001, 4_000_000)).isEqualTo(new Sent(1, 0, true));
    now += FRAME;
    assertThat(relay(8, 9_002, 160)).isEqualTo(new Sent(2, 160, true));
  }

  @Test
  void packets_from_before_the_switch_and_doubles_are_dropped() {
    relay(7, 100, 5_000);
    stream.sourceEnds();
    now += FRAME;
    relay(7, 102, 5_320);

    assertThat(dropped(7, 101, 5_160)).isTrue();
    assertThat(dropped(7, 102, 5_320)).isTrue();
  }

  @Test
  void what_comes_too_late_for_a_filled_pause_is_dropped_and_the_lag_stays() {
    Sent before = relay(7, 100, 8_000);
    for (int i = 1; i <= 30; i++) {
      now += FRAME;
      own();
    }

    // A burst of what was held up, then packets in time.
    for (int i = 1; i <= 30; i++) {
      assertThat(dropped(7, 100 + i, 8_000 + 160 * i)).isTrue();
    }
    now += FRAME;
    Sent after = relay(7, 131, 8_000 + 160 * 31);
    assertThat(after.timestamp() - before.timestamp()).isEqualTo(160 * 31);
    assertThat(after.sequence()).isEqualTo((before.sequence() + 31) & 0xFFFF);
  }

  @Test
  void a_source_whose_clock_stood_still_while_it_paused_is_heard_again_within_half_a_second() {
    relay(7, 100, 8_000);
    for (int i = 1; i <= 100; i++) {
      now += FRAME;
      own();
    }
    int lost = 0;
    int sequence = 101;
    while (dropped(7, sequence, 8_000 + 160 * (sequence - 100))) {
      lost++;
      sequence++;
      now += FRAME;
    }
    assertThat(lost).isLessThanOrEqualTo(26);
  }

  @Test
  void a_packet_of_an_event_keeps_the_events_timestamp() {
    own();
    now += FRAME;
    int begin = stream.beginEvent(now);
    assertThat(sent(stream.event(begin, 160, true, now))).isEqualTo(new Sent(0, -160, true));
    now += FRAME;
    assertThat(sent(stream.event(begin, 320, false, now))).isEqualTo(new Sent(1, -160, false));
    now += FRAME;
    assertThat(own()).as("the sound goes on behind the event").isEqualTo(new Sent(2, 160, false));
  }

  @Test
  void over_any_mixture_of_feeders_the_numbers_never_stand_still_or_run_backwards() {
    SplittableRandom random = new SplittableRandom(42);
    Sent last = own();
    int sourceSequence = 0;
    int sourceTimestamp = 0;
    int ssrc = 1;
    for (int i = 0; i < 50_000; i++) {
      now += FRAME;
      if (random.nextInt(50) == 0) {
        ssrc = random.nextInt();
        sourceSequence = random.nextInt(65_536);
        sourceTimestamp = random.nextInt();
      }
      boolean relayed = (i / 37) % 2 == 0;
      sourceSequence = (sourceSequence + 1) & 0xFFFF;
      sourceTimestamp += 160;
      Stamp stamp =
          relayed
              ? stream.relay(Packets.of(ssrc, sourceSequence, sourceTimestamp), 160, now)
              : stream.own(160, false, now);
      if (stamp != null) {
        Sent next = sent(stamp);
        assertThat((next.sequence() - last.sequence()) & 0xFFFF).as("step %d", i).isEqualTo(1);
        assertThat(next.timestamp() - last.timestamp()).as("step %d", i).isBetween(160, 800);
        last = next;
      }
    }
  }
}
