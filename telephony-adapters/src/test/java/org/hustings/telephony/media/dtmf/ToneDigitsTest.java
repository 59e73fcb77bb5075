package org.hustings.telephony.media.dtmf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Sounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToneDigitsTest {
  private static String found(short[] sound) {
    StringBuilder keys = new StringBuilder();
    ToneDigits tones = new ToneDigits(digit -> keys.append(digit.key()));
    for (short sample : G711.PCMU.decode(G711.PCMU.encode(sound))) {
      tones.sample(sample);
    }
    for (int i = 0; i < 800; i++) {
      tones.sample((short) 0);
    }
    return keys.toString();
  }

  @Test
  void every_key_is_found_once() {
    assertThat(found(DigitTones.of(Digits.of(Digit.KEYS)))).isEqualTo(Digit.KEYS);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.2, 0.5, 1.5})
  void loud_or_soft(double level) {
    short[] sound = DigitTones.of(Digits.of("159D"));
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (short) (sound[i] * level);
    }
    assertThat(found(sound)).isEqualTo("159D");
  }

  @Test
  void over_the_noise_of_a_line() {
    SplittableRandom random = new SplittableRandom(5);
    short[] sound = DigitTones.of(Digits.of("0123456789*#"));
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (short) (sound[i] + random.nextInt(-600, 601));
    }
    assertThat(found(sound)).isEqualTo("0123456789*#");
  }

  @Test
  void ten_minutes_of_speech_like_sound_are_no_keys() {
    short[] speech = Sounds.speech(Duration.ofMinutes(10), new SplittableRandom(11));

    assertThat(found(speech)).isEmpty();
  }

  @Test
  void single_tones_and_a_chirp_are_no_keys() {
    for (int frequency : new int[] {350, 440, 480, 620, 697, 1000, 1209, 1400, 2100}) {
      assertThat(found(Sounds.tone(frequency, Duration.ofSeconds(1)))).isEmpty();
    }
    assertThat(found(Sounds.chirp(Duration.ofSeconds(5)))).isEmpty();
  }
}
