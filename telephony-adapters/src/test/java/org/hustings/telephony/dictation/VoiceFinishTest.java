package org.hustings.telephony.dictation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.hustings.core.recording.Pcmu;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.prompt.Prompts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceFinishTest {
  private static final short[] SPEECH =
      G711.PCMU.decode(Prompts.shipped().clip("keep-or-again").bytes(G711.PCMU));

  private final VoiceFinish finish = new VoiceFinish();

  private short[] finished(short[] sound) {
    return G711.PCMU.decode(finish.of(Pcmu.of(G711.PCMU.encode(sound))).orElseThrow().octets());
  }

  private static short[] spoken(double volume, Duration before, Duration after) {
    short[] sound = noise(before.plus(after).plus(Duration.ofMillis(SPEECH.length / 8)));
    int at = Math.toIntExact(before.toMillis() * 8);
    for (int i = 0; i < SPEECH.length; i++) {
      sound[at + i] += (short) (SPEECH[i] * volume);
    }
    return sound;
  }

  /// A quiet line: 66 dB below full scale.
  private static short[] noise(Duration length) {
    Random random = new Random(5);
    short[] noise = new short[Math.toIntExact(length.toMillis() * 8)];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) (random.nextGaussian() * 16);
    }
    return noise;
  }

  @Test
  void the_silence_before_and_after_the_voice_is_cut_and_the_voice_is_whole() {
    short[] sound = finished(spoken(1, Duration.ofSeconds(4), Duration.ofSeconds(6)));

    assertThat(sound.length).isBetween(SPEECH.length - 800, SPEECH.length + 8 * 500);
    assertThat(Correlation.of(SPEECH, sound).coefficient()).isGreaterThan(0.99);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.15, 0.4, 1, 2})
  void a_low_and_a_loud_voice_come_out_at_the_level_of_the_prompts(double volume) {
    short[] sound = finished(spoken(volume, Duration.ofSeconds(1), Duration.ofSeconds(1)));

    double power =
        IntStream.of(wide(sound))
            .mapToDouble(sample -> (double) sample * sample)
            .average()
            .orElse(0);
    assertThat(10 * Math.log10(power / (32_768.0 * 32_768.0))).isBetween(-28.0, -15.0);
    assertThat(IntStream.of(wide(sound)).map(Math::abs).max().orElse(0)).isLessThan(30_500);
  }

  private static int[] wide(short[] sound) {
    return IntStream.range(0, sound.length).map(i -> sound[i]).toArray();
  }

  @Test
  void a_quiet_line_a_click_and_nothing_at_all_are_no_message() {
    short[] click = noise(Duration.ofSeconds(3));
    Arrays.fill(click, 8_000, 8_160, (short) 12_000);

    assertThat(finish.of(Pcmu.of(new byte[0]))).isEmpty();
    assertThat(finish.of(Pcmu.of(G711.PCMU.encode(noise(Duration.ofSeconds(5)))))).isEmpty();
    assertThat(finish.of(Pcmu.of(G711.PCMU.encode(click)))).isEmpty();
  }

  @Test
  void the_tone_of_the_key_that_ended_it_is_not_heard() {
    short[] tone = Sounds.tone(941, Duration.ofMillis(150));
    short[] sound = spoken(1, Duration.ofSeconds(1), Duration.ofSeconds(2));
    System.arraycopy(tone, 0, sound, sound.length - tone.length, tone.length);

    Optional<Pcmu> finished = finish.of(Pcmu.of(G711.PCMU.encode(sound)));

    assertThat(finished.orElseThrow().duration())
        .isLessThan(Duration.ofMillis(SPEECH.length / 8 + 500));
  }
}
