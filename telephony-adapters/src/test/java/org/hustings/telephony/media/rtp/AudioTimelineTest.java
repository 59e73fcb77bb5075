package org.hustings.telephony.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AudioTimelineTest {
  private static final byte SILENCE = (byte) 0xFF;
  private static final long FRAME = 20_000_000;

  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final AudioTimeline timeline =
      new AudioTimeline(SILENCE, 480, 0, (ring, from, length) -> heard.write(ring, from, length));

  /// A frame whose every byte is its index.
  private void frame(int index, long arrived) {
    byte[] audio = new byte[160];
    Arrays.fill(audio, (byte) index);
    timeline.put(1, 90_000 + index * 160, audio, 160, arrived);
  }

  private byte[] finished(long now) {
    timeline.finish(now);
    return heard.toByteArray();
  }

  private static byte at(byte[] audio, int frame) {
    return audio[frame * 160 + 80];
  }

  @Test
  void overtaken_doubled_and_missing_packets_leave_every_other_frame_in_its_place() {
    for (int index : new int[] {0, 2, 1, 1, 3, 5, 6, 4, 8, 9}) {
      frame(index, index * FRAME);
    }

    byte[] audio = finished(10 * FRAME);
    assertThat(audio).hasSize(1600);
    for (int index = 0; index < 10; index++) {
      assertThat(at(audio, index)).isEqualTo(index == 7 ? SILENCE : (byte) index);
    }
  }

  @Test
  void silence_before_between_and_after_has_its_true_length() {
    frame(0, 50 * FRAME);
    frame(100, 150 * FRAME);

    byte[] audio = finished(200 * FRAME);
    assertThat(audio).hasSize(200 * 160);
    assertThat(at(audio, 49)).isEqualTo(SILENCE);
    assertThat(at(audio, 50)).isZero();
    assertThat(at(audio, 51)).isEqualTo(SILENCE);
    assertThat(at(audio, 150)).isEqualTo((byte) 100);
    assertThat(at(audio, 151)).isEqualTo(SILENCE);
  }

  @Test
  void jitter_of_arrival_does_not_move_the_sound() {
    for (int index = 0; index < 50; index++) {
      frame(index, index * FRAME + (index * 7 % 13) * 2_000_000L);
    }

    byte[] audio = finished(50 * FRAME);
    for (int index = 0; index < 50; index++) {
      assertThat(at(audio, index)).isEqualTo((byte) index);
    }
  }

  @Test
  void a_foreign_time_line_is_placed_by_the_clock() {
    frame(0, 0);
    byte[] audio = new byte[160];
    Arrays.fill(audio, (byte) 77);
    timeline.put(1, 1_500_000_000, audio, 160, 10 * FRAME);
    timeline.put(2, 5, audio, 160, 20 * FRAME);

    byte[] whole = finished(30 * FRAME);
    assertThat(whole).hasSize(30 * 160);
    assertThat(at(whole, 10)).isEqualTo((byte) 77);
    assertThat(at(whole, 20)).isEqualTo((byte) 77);
  }

  @Test
  void what_comes_after_its_place_was_handed_on_is_counted() {
    frame(0, 0);
    frame(10, 10 * FRAME);
    frame(1, 10 * FRAME);

    assertThat(timeline.late()).isEqualTo(1);
  }
}
