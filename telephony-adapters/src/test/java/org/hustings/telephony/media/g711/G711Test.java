package org.hustings.telephony.media.g711;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class G711Test {
  @ParameterizedTest
  @CsvSource({
    // The corners of ITU-T G.711, tables 1 and 2, scaled to 16 bits.
    "PCMU, 0x80, 32124",
    "PCMU, 0x00, -32124",
    "PCMU, 0xFF, 0",
    "PCMU, 0x7F, 0",
    "PCMU, 0xFE, 8",
    "PCMU, 0x8F, 16764",
    "PCMA, 0xD5, 8",
    "PCMA, 0x55, -8",
    "PCMA, 0xAA, 32256",
    "PCMA, 0x2A, -32256",
    "PCMA, 0xD4, 24"
  })
  void a_byte_means_the_level_of_the_standard(G711 law, String code, short level) {
    assertThat(law.decode((byte) (int) Integer.decode(code))).isEqualTo(level);
  }

  @ParameterizedTest
  @EnumSource
  void every_byte_survives_the_way_to_samples_and_back(G711 law) {
    for (int code = 0; code < 256; code++) {
      short level = law.decode((byte) code);
      assertThat(law.decode(law.encode(level))).isEqualTo(level);
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_sample_comes_back_within_half_a_step(G711 law) {
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      int back = law.decode(law.encode((short) sample));
      // A step is at most a sixteenth of the level; above the largest level both laws clip.
      int halfStep = Math.max(8, (Math.abs(sample) + 132) / 32) + 1;
      assertThat(Math.abs(back - sample)).as("sample %d", sample).isLessThanOrEqualTo(halfStep);
    }
  }

  @Test
  void crossing_to_the_other_law_stays_within_a_step() {
    for (int code = 0; code < 256; code++) {
      short level = G711.PCMU.decode((byte) code);
      short across = G711.PCMA.decode(G711.PCMU.transcode((byte) code, G711.PCMA));
      assertThat(Math.abs(level - across))
          .as("code %d", code)
          .isLessThanOrEqualTo(Math.max(16, Math.abs(level) / 16));
    }
  }
}
