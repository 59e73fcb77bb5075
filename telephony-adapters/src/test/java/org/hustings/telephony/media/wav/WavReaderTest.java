package org.hustings.telephony.media.wav;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.ToneFinder;
import org.hustings.telephony.media.wav.WavResult.Converted;
import org.hustings.telephony.media.wav.WavResult.Problem;
import org.hustings.telephony.media.wav.WavResult.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WavReaderTest {
  private static final double LEVEL = 0.4;

  /// How a test file writes its samples.
  enum Width {
    U8(1, 8),
    S16(1, 16),
    S24(1, 24),
    S32(1, 32),
    F32(3, 32),
    MU(7, 8),
    A(6, 8);

    private final int tag;
    private final int bits;

    Width(int tag, int bits) {
      this.tag = tag;
      this.bits = bits;
    }

    void put(ByteBuffer data, double value) {
      short sample = (short) Math.round(value * 32_767);
      switch (this) {
        case U8 -> data.put((byte) (128 + Math.round(value * 127)));
        case S16 -> data.putShort(sample);
        case S24 -> {
          int wide = (int) Math.round(value * 8_388_607);
          data.put((byte) wide).put((byte) (wide >> 8)).put((byte) (wide >> 16));
        }
        case S32 -> data.putInt((int) Math.round(value * Integer.MAX_VALUE));
        case F32 -> data.putFloat((float) value);
        case MU -> data.put(G711.PCMU.encode(sample));
        case A -> data.put(G711.PCMA.encode(sample));
      }
    }
  }

  record File(int rate, Width width, int channels, boolean extensible) {
    byte[] tone(double frequency, double seconds) {
      int frames = (int) (rate * seconds);
      byte[] bytes = new byte[frames * channels * width.bits / 8];
      ByteBuffer data = littleEndian(bytes);
      for (int i = 0; i < frames; i++) {
        for (int channel = 0; channel < channels; channel++) {
          width.put(data, LEVEL * Math.sin(2 * Math.PI * frequency * i / rate));
        }
      }
      return file(bytes, bytes.length);
    }

    byte[] file(byte[] data, int declared) {
      int formatLength = extensible ? 40 : 16;
      byte[] whole = new byte[12 + 8 + formatLength + 8 + 6 + 8 + data.length];
      ByteBuffer file = littleEndian(whole);
      file.put(ascii("RIFF")).putInt(file.capacity() - 8).put(ascii("WAVE"));
      file.put(ascii("fmt ")).putInt(formatLength);
      file.putShort((short) (extensible ? 0xFFFE : width.tag)).putShort((short) channels);
      file.putInt(rate).putInt(rate * channels * width.bits / 8);
      file.putShort((short) (channels * width.bits / 8)).putShort((short) width.bits);
      if (extensible) {
        file.putShort((short) 22)
            .putShort((short) width.bits)
            .putInt(0)
            .putShort((short) width.tag);
        file.put(new byte[14]);
      }
      // An odd chunk of something else, with its padding byte.
      file.put(ascii("LIST")).putInt(5).put(new byte[6]);
      file.put(ascii("data")).putInt(declared).put(data);
      return whole;
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static final File USUAL = new File(16_000, Width.S16, 1, false);

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Clip clip(byte[] file) {
    return switch (WavReader.forRecordings().read(file)) {
      case Converted(Clip clip) -> clip;
      case Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  private static Problem problem(byte[] file) {
    return switch (WavReader.forRecordings().read(file)) {
      case Converted converted -> throw new AssertionError("converted: " + converted);
      case Refused(Problem problem, String whatToDo) -> {
        assertThat(whatToDo).endsWith(".");
        yield problem;
      }
    };
  }

  static List<Arguments> files() {
    List<Arguments> files = new ArrayList<>();
    for (int rate : new int[] {8000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000}) {
      for (Width width : Width.values()) {
        files.add(Arguments.of(new File(rate, width, 1, false)));
      }
      files.add(Arguments.of(new File(rate, Width.S16, 2, false)));
      files.add(Arguments.of(new File(rate, Width.S24, 2, true)));
    }
    files.add(Arguments.of(new File(96_000, Width.F32, 2, true)));
    files.add(Arguments.of(new File(7_350, Width.S16, 1, false)));
    return files;
  }

  @ParameterizedTest
  @MethodSource("files")
  void any_usual_file_plays_at_the_right_pitch_length_and_level(File file) {
    Clip clip = clip(file.tone(1000, 1.5));

    short[] sound = G711.PCMU.decode(clip.bytes(G711.PCMU));
    assertThat(sound.length).isBetween(11_990, 12_010);
    assertThat(ToneFinder.share(sound, 400, 11_200, 1000)).isGreaterThan(0.98);
    assertThat(amplitude(sound)).isBetween(LEVEL * 32_768 * 0.94, LEVEL * 32_768 * 1.06);
  }

  private static double amplitude(short[] sound) {
    double energy = 0;
    for (int i = 400; i < sound.length - 400; i++) {
      energy += (double) sound[i] * sound[i];
    }
    return Math.sqrt(2 * energy / (sound.length - 800));
  }

  @Test
  void what_a_telephone_cannot_carry_is_taken_out_and_not_folded_back() {
    // 6,000 Hz would come back as 2,000 Hz.
    short[] sound =
        G711.PCMU.decode(
            clip(new File(44_100, Width.S16, 1, false).tone(6000, 1)).bytes(G711.PCMU));

    assertThat(amplitude(sound)).isLessThan(20);
  }

  @Test
  void the_telephone_band_passes_evenly() {
    for (int frequency : new int[] {200, 300, 1000, 2000, 3000, 3400}) {
      short[] sound =
          G711.PCMU.decode(
              clip(new File(44_100, Width.S16, 1, false).tone(frequency, 1)).bytes(G711.PCMU));
      assertThat(amplitude(sound))
          .as("%d Hz", frequency)
          .isBetween(LEVEL * 32_768 * 0.94, LEVEL * 32_768 * 1.06);
    }
  }

  @Test
  void two_minutes_at_44100_do_not_drift() {
    assertThat(clip(new File(44_100, Width.U8, 1, false).tone(440, 120)).duration())
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void what_is_too_loud_for_one_channel_is_clipped_and_does_not_wrap() {
    byte[] bytes = new byte[4 * 8000];
    ByteBuffer data = littleEndian(bytes);
    for (int i = 0; i < 8000; i++) {
      data.putFloat(i % 2 == 0 ? 3f : Float.NaN);
    }

    short[] sound =
        G711.PCMU.decode(
            clip(new File(8000, Width.F32, 1, false).file(bytes, bytes.length)).bytes(G711.PCMU));
    assertThat(sound[0]).isEqualTo((short) 32_124);
    assertThat(sound[1]).isZero();
  }

  @Test
  void a_file_of_unknown_length_goes_to_its_end() {
    assertThat(clip(USUAL.file(new byte[32_000], -1)).duration()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void what_we_write_we_can_read() {
    short[] sound = new short[8001];
    Arrays.fill(sound, (short) 1000);
    Clip ours = clip(WavWriter.pcm16(sound, 8000));

    assertThat(ours.samples()).isEqualTo(8001);
    byte[] mu = ours.bytes(G711.PCMU);
    assertThat(clip(WavWriter.muLaw(mu, java.util.Optional.empty())).bytes(G711.PCMU))
        .isEqualTo(mu);
    assertThat(clip(WavWriter.muLaw(mu, java.util.Optional.of(mu))).samples()).isEqualTo(8001);
  }

  @Test
  void each_kind_of_bad_file_is_refused_with_its_reason() {
    byte[] good = USUAL.tone(1000, 1);

    assertThat(problem(new byte[0])).isEqualTo(Problem.EMPTY);
    assertThat(problem(ascii("ID3 this is an mp3 file"))).isEqualTo(Problem.NOT_A_WAV);
    assertThat(problem(ascii("RIFF"))).isEqualTo(Problem.NOT_A_WAV);
    assertThat(problem(Arrays.copyOf(good, good.length / 2))).isEqualTo(Problem.TRUNCATED);
    assertThat(problem(Arrays.copyOf(good, 30))).isEqualTo(Problem.TRUNCATED);
    assertThat(problem(USUAL.file(new byte[0], 0))).isEqualTo(Problem.EMPTY);
    assertThat(problem(USUAL.file(new byte[10], 0x7FFF_FFFF))).isEqualTo(Problem.TRUNCATED);
    assertThat(problem(new File(1, Width.S16, 1, false).file(new byte[10], 10)))
        .isEqualTo(Problem.BAD_HEADER);
    assertThat(problem(new File(-1, Width.S16, 1, false).file(new byte[10], 10)))
        .isEqualTo(Problem.BAD_HEADER);
    assertThat(problem(new File(8000, Width.S16, 0, false).file(new byte[10], 10)))
        .isEqualTo(Problem.BAD_HEADER);
    good[20] = 85;
    assertThat(problem(good)).as("mp3 in a WAV").isEqualTo(Problem.UNSUPPORTED_ENCODING);
  }

  @Test
  void what_is_too_large_or_too_long_is_refused() {
    WavReader small = new WavReader(100_000, Duration.ofSeconds(2));

    assertThat(small.read(new ByteArrayInputStream(new byte[200_000])))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem()).isEqualTo(Problem.TOO_LARGE));
    assertThat(small.read(USUAL.tone(1000, 2.5)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem()).isEqualTo(Problem.TOO_LARGE));
  }

  @Test
  void no_header_whatever_makes_it_fail() {
    SplittableRandom random = new SplittableRandom(8);
    byte[] good = new File(11_025, Width.S16, 2, true).tone(440, 0.02);
    for (int i = 0; i < 20_000; i++) {
      byte[] hostile = Arrays.copyOf(good, random.nextInt(good.length + 1));
      for (int changes = random.nextInt(6); changes > 0 && hostile.length > 0; changes--) {
        hostile[random.nextInt(Math.min(90, hostile.length))] = (byte) random.nextInt(256);
      }
      assertThat(WavReader.forRecordings().read(hostile)).as("change %d", i).isNotNull();
    }
  }
}
