package org.hustings.telephony.media.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The judge is judged: it must see what went wrong.
class CorrelationTest {
  private static final short[] CHIRP = Sounds.chirp(Duration.ofSeconds(3));

  private static short[] late(int samples, short[] sound) {
    return Sounds.join(new short[samples], sound, new short[800]);
  }

  @Test
  void an_equal_sound_is_found_where_it_is_whatever_its_level() {
    short[] soft = late(1234, CHIRP);
    for (int i = 0; i < soft.length; i++) {
      soft[i] = (short) (soft[i] / 10);
    }

    Correlation correlation = Correlation.of(CHIRP, soft);
    assertThat(correlation.coefficient()).isGreaterThan(0.999);
    assertThat(correlation.lag()).isEqualTo(1234);
    assertThat(correlation.drift()).isZero();
  }

  @Test
  void a_lost_packet_in_the_middle_is_seen_as_drift() {
    short[] cut =
        Sounds.join(Arrays.copyOf(CHIRP, 12_000), Arrays.copyOfRange(CHIRP, 12_160, CHIRP.length));

    Correlation correlation = Correlation.of(CHIRP, late(400, cut));
    assertThat(correlation.start().lag()).isEqualTo(400);
    assertThat(correlation.drift()).isEqualTo(-160);
    assertThat(correlation.coefficient()).isLessThan(0.9);
  }

  @Test
  void a_sound_that_is_heard_twice_is_judged_by_one_hearing() {
    short[] first = CHIRP.clone();
    short[] second = CHIRP.clone();
    first[400] = 0;
    second[second.length - 400] = 0;

    // By itself the beginning fits best in the second hearing, and the end in the first.
    Correlation correlation = Correlation.of(CHIRP, Sounds.join(first, second));
    assertThat(correlation.coefficient()).isGreaterThan(0.99);
    assertThat(correlation.drift()).isZero();
  }

  @Test
  void noise_silence_and_another_sound_are_not_alike() {
    SplittableRandom random = new SplittableRandom(4);
    short[] noise = new short[30_000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) random.nextInt(-5000, 5000);
    }

    assertThat(Correlation.of(CHIRP, noise).coefficient()).isLessThan(0.1);
    assertThat(Correlation.of(CHIRP, new short[30_000]).coefficient()).isLessThan(0.01);
    assertThat(Correlation.of(CHIRP, Sounds.chirp(3100, 400, Duration.ofSeconds(3))).coefficient())
        .isLessThan(0.3);
  }

  @Test
  void half_of_a_sound_is_not_the_sound() {
    assertThat(Correlation.of(CHIRP, Arrays.copyOf(CHIRP, CHIRP.length / 2)).coefficient())
        .isLessThan(0.75);
  }

  @Test
  void a_beep_is_found_where_it_is() {
    short[] sound =
        Sounds.join(
            Sounds.speech(Duration.ofSeconds(2), new SplittableRandom(1)),
            Sounds.tone(1000, Duration.ofMillis(500)),
            new short[4000]);

    assertThat(ToneFinder.find(sound, 1000, Duration.ofMillis(300)))
        .singleElement()
        .satisfies(beep -> {
          assertThat(beep.from().toMillis()).isBetween(1960L, 2040L);
          assertThat(beep.length().toMillis()).isBetween(440L, 540L);
        });
  }
}
