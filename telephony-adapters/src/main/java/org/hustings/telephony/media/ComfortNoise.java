package org.hustings.telephony.media;

import java.util.SplittableRandom;

/// Noise at about -62 dBm0: loud enough that the line is not taken for dead, too quiet to disturb.
/// Four seconds, so that the repetition is not heard.
final class ComfortNoise {
  private static final int SAMPLES = 32_000;
  private static final int LEVEL = 28;
  private static final long SEED = 711;

  static final Clip CLIP = make();

  private ComfortNoise() {}

  private static Clip make() {
    SplittableRandom random = new SplittableRandom(SEED);
    short[] noise = new short[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      noise[i] = (short) random.nextInt(-LEVEL, LEVEL + 1);
    }
    return Clip.of(noise);
  }
}
