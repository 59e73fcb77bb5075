package org.hustings.telephony.media.listen;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Makes sounds.
public final class Sounds {
  private static final int RATE = 8000;
  private static final double LEVEL = 12_000;
  private static final int RAMP = 40;

  private Sounds() {}

  /// A sine of one frequency.
  public static short[] tone(double frequency, Duration duration) {
    short[] sound = new short[samples(duration)];
    for (int i = 0; i < sound.length; i++) {
      sound[i] =
          (short) (LEVEL * ramp(i, sound.length) * Math.sin(2 * Math.PI * frequency * i / RATE));
    }
    return sound;
  }

  /// A sine whose frequency rises steadily. No two parts of it are alike, so that there is only one
  /// lag at which it fits what was heard.
  public static short[] chirp(double low, double high, Duration duration) {
    short[] sound = new short[samples(duration)];
    double seconds = (double) sound.length / RATE;
    for (int i = 0; i < sound.length; i++) {
      double t = (double) i / RATE;
      double phase = 2 * Math.PI * (low * t + (high - low) * t * t / (2 * seconds));
      sound[i] = (short) (LEVEL * ramp(i, sound.length) * Math.sin(phase));
    }
    return sound;
  }

  /// A rising chirp over most of the telephone band.
  public static short[] chirp(Duration duration) {
    return chirp(300, 3000, duration);
  }

  /// Something like speech: syllables of a changing pitch with harmonics, and pauses.
  public static short[] speech(Duration duration, RandomGenerator random) {
    short[] sound = new short[samples(duration)];
    int at = 0;
    while (at < sound.length) {
      int syllable = random.nextInt(RATE / 10, RATE / 4);
      double pitch = random.nextDouble(95, 220);
      double colour = random.nextDouble(0.3, 0.9);
      for (int i = 0; i < syllable && at + i < sound.length; i++) {
        sound[at + i] = (short) (syllableAt(i, pitch, colour) * ramp(i, syllable));
      }
      at += syllable + random.nextInt(RATE / 50, RATE / 8);
    }
    return sound;
  }

  private static double syllableAt(int i, double pitch, double colour) {
    double sum = 0;
    double level = 5000;
    for (int harmonic = 1; harmonic * pitch < 3400; harmonic++) {
      sum += level * Math.sin(2 * Math.PI * pitch * harmonic * i / RATE);
      level *= colour;
    }
    return Math.clamp(sum, -20_000, 20_000);
  }

  /// One sound after the other.
  public static short[] join(short[]... sounds) {
    int length = 0;
    for (short[] sound : sounds) {
      length += sound.length;
    }
    short[] joined = new short[length];
    int at = 0;
    for (short[] sound : sounds) {
      System.arraycopy(sound, 0, joined, at, sound.length);
      at += sound.length;
    }
    return joined;
  }

  /// Silence.
  public static short[] silence(Duration duration) {
    return new short[samples(duration)];
  }

  private static int samples(Duration duration) {
    return Math.toIntExact(duration.toMillis() * RATE / 1000);
  }

  private static double ramp(int i, int length) {
    return Math.min(1, Math.min(i, length - 1 - i) / (double) RAMP);
  }
}
