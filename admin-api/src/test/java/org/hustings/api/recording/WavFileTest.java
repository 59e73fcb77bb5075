package org.hustings.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.hustings.core.recording.Pcmu;
import org.junit.jupiter.api.Test;

/// What comes out is what was kept, as the JDK's own sound library reads it.
class WavFileTest {
  @Test
  void every_code_of_mu_law_becomes_the_sample_that_the_jdk_makes_of_it() throws Exception {
    byte[] codes = new byte[256];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) i;
    }

    byte[] ours = samples(new ByteArrayInputStream(WavFile.of(Pcmu.of(codes))));
    AudioInputStream law =
        new AudioInputStream(
            new ByteArrayInputStream(codes),
            new AudioFormat(AudioFormat.Encoding.ULAW, 8_000, 8, 1, 1, 8_000, false),
            codes.length);
    byte[] theirs =
        AudioSystem.getAudioInputStream(new AudioFormat(8_000, 16, 1, true, false), law)
            .readAllBytes();

    assertThat(ours).isEqualTo(theirs);
  }

  private static byte[] samples(ByteArrayInputStream file) throws Exception {
    AudioInputStream stream = AudioSystem.getAudioInputStream(file);
    assertThat(stream.getFormat().getSampleRate()).isEqualTo(8_000);
    assertThat(stream.getFormat().getSampleSizeInBits()).isEqualTo(16);
    return stream.readAllBytes();
  }
}
