package org.hustings.telephony.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.wav.WavWriter;
import org.hustings.telephony.prompt.Prompts.UnusablePrompts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PromptsTest {
  private static final Path SENTENCES = Path.of("src/main/sounds/sentences.tsv");
  private static final Path SHIPPED = Path.of("src/main/resources");

  @TempDir Path directory;

  static Set<String> names() {
    return Prompts.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_prompt_is_an_audible_sentence_at_the_level_of_speech(String name) {
    short[] sound = G711.PCMU.decode(Prompts.shipped().clip(name).bytes(G711.PCMU));

    assertThat(Prompts.shipped().length(name))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    double power = Arrays.stream(widened(sound)).map(sample -> sample * sample).average().orElse(0);
    double decibels = 10 * Math.log10(power / (32_768.0 * 32_768.0));
    assertThat(decibels).as("level of %s, 0 is full scale", name).isBetween(-28.0, -15.0);
  }

  @Test
  void every_recording_that_ships_has_its_sentence_and_the_other_way_round() throws IOException {
    Set<String> written;
    try (Stream<String> lines = Files.lines(SENTENCES, UTF_8)) {
      written =
          lines
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> line.substring(0, line.indexOf('\t')) + ".wav")
              .collect(Collectors.toSet());
    }

    Set<String> recorded;
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      recorded =
          files
              .filter(file -> file.toString().endsWith(".wav"))
              .map(file -> SHIPPED.relativize(file).toString().replace('\\', '/'))
              .collect(Collectors.toSet());
    }

    assertThat(recorded).isEqualTo(written);
    assertThat(written.stream().filter(file -> file.startsWith("prompts/en/")))
        .as("just what the engine plays")
        .containsExactlyInAnyOrderElementsOf(
            Prompts.NAMES.stream().map(name -> "prompts/en/" + name + ".wav").toList());
  }

  @Test
  void a_file_of_the_operators_takes_the_place_of_the_prompt_it_is_named_after()
      throws IOException {
    short[] chirp = Sounds.chirp(300, 3000, Duration.ofSeconds(2));
    Files.write(directory.resolve("welcome.wav"), WavWriter.pcm16(chirp, 8000));
    Files.writeString(directory.resolve("README.txt"), "ours");

    Prompts prompts = Prompts.shipped().replacedFrom(directory);

    short[] welcome = G711.PCMU.decode(prompts.clip("welcome").bytes(G711.PCMU));
    assertThat(Correlation.of(chirp, welcome).coefficient()).isGreaterThan(0.99);
    assertThat(prompts.length("goodbye")).isEqualTo(Prompts.shipped().length("goodbye"));
  }

  @Test
  void a_file_that_replaces_nothing_is_refused_with_the_names_that_there_are() throws IOException {
    Files.write(
        directory.resolve("wellcome.wav"),
        WavWriter.pcm16(Sounds.tone(440, Duration.ofSeconds(1)), 8000));

    assertThatThrownBy(() -> Prompts.shipped().replacedFrom(directory))
        .isInstanceOf(UnusablePrompts.class)
        .hasMessageContaining("wellcome.wav replaces no prompt")
        .hasMessageContaining("welcome");
  }

  @Test
  void a_file_that_is_no_sound_is_refused_with_what_to_do() throws IOException {
    Files.writeString(directory.resolve("welcome.wav"), "ID3 not a wave");

    assertThatThrownBy(() -> Prompts.shipped().replacedFrom(directory))
        .isInstanceOf(UnusablePrompts.class)
        .hasMessageContaining("welcome.wav")
        .hasMessageContaining("Export it as 16-bit PCM WAV");
  }

  @Test
  void a_directory_that_is_none_is_refused_with_the_setting_to_change() {
    assertThatThrownBy(() -> Prompts.shipped().replacedFrom(directory.resolve("nowhere")))
        .isInstanceOf(UnusablePrompts.class)
        .hasMessageContaining("prompts.directory");
  }

  private static double[] widened(short[] sound) {
    double[] wide = new double[sound.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = sound[i];
    }
    return wide;
  }
}
