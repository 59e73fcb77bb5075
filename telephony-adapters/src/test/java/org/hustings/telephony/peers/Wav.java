package org.hustings.telephony.peers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// 16-bit mono WAV files at 8 kHz, by the JDK's own reader and writer: what our media engine did is
/// not judged with its own tools.
final class Wav {
  private static final AudioFormat FORMAT = new AudioFormat(8000, 16, 1, true, false);

  private Wav() {}

  static void write(short[] samples, Path file) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    try (AudioInputStream sound =
        new AudioInputStream(
            new ByteArrayInputStream(bytes.array()), FORMAT, (long) samples.length)) {
      AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file.toFile());
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot write " + file, cause);
    }
  }

  static short[] read(Path file) {
    try (AudioInputStream sound = AudioSystem.getAudioInputStream(file.toFile())) {
      if (!sound.getFormat().matches(FORMAT)) {
        throw new AssertionError(file + " holds " + sound.getFormat() + ", expected " + FORMAT);
      }
      byte[] bytes = sound.readAllBytes();
      short[] samples = new short[bytes.length / 2];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
      return samples;
    } catch (UnsupportedAudioFileException cause) {
      throw new AssertionError(file + " is no WAV file", cause);
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot read " + file, cause);
    }
  }
}
