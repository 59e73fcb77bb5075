package org.hustings.telephony.media.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The judge is judged: it must forgive what a jitter buffer does, and nothing else.
class PiecesTest {
  private static final short[] CHIRP = Sounds.chirp(Duration.ofSeconds(4));
  private static final short[] BEFORE = new short[4000];

  private static double share(short[] recorded) {
    return Pieces.of(CHIRP, Sounds.join(BEFORE, recorded, BEFORE)).shareAbove(0.98);
  }

  @Test
  void an_equal_sound_is_alike_in_all_its_pieces() {
    assertThat(share(CHIRP)).isEqualTo(1);
  }

  @Test
  void ten_milliseconds_taken_out_and_twenty_put_in_spoil_two_pieces_of_sixteen() {
    short[] stretched =
        Sounds.join(
            Arrays.copyOfRange(CHIRP, 0, 9_000),
            Arrays.copyOfRange(CHIRP, 9_080, 19_000),
            Arrays.copyOfRange(CHIRP, 18_840, CHIRP.length));

    assertThat(share(stretched)).isEqualTo(14 / 16.0);
    assertThat(Correlation.of(CHIRP, stretched).coefficient()).isLessThan(0.6);
  }

  @Test
  void a_player_whose_samples_lie_between_ours_is_as_alike() {
    short[] between = CHIRP.clone();
    for (int i = 0; i + 1 < between.length; i++) {
      between[i] = (short) ((CHIRP[i] + CHIRP[i + 1]) / 2);
    }

    assertThat(share(between)).isEqualTo(1);
  }

  @Test
  void half_of_a_sound_is_half_of_it() {
    assertThat(share(Arrays.copyOf(CHIRP, CHIRP.length / 2))).isEqualTo(0.5);
  }

  @Test
  void one_lost_packet_in_ten_is_not_forgiven() {
    short[] holes = CHIRP.clone();
    for (int i = 0; i < holes.length; i += 1600) {
      Arrays.fill(holes, i, i + 160, (short) 0);
    }

    assertThat(share(holes)).isLessThan(0.2);
  }

  @Test
  void noise_silence_another_sound_and_the_same_one_backwards_are_not_alike() {
    SplittableRandom random = new SplittableRandom(4);
    short[] noise = new short[CHIRP.length];
    short[] backwards = new short[CHIRP.length];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) random.nextInt(-5000, 5000);
      backwards[i] = CHIRP[CHIRP.length - 1 - i];
    }

    assertThat(share(noise)).isZero();
    assertThat(share(new short[CHIRP.length])).isZero();
    assertThat(share(Sounds.chirp(3200, 500, Duration.ofSeconds(4)))).isLessThan(0.2);
    assertThat(share(backwards)).isLessThan(0.2);
  }
}
