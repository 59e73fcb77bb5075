package org.hustings.server.wire;

/// How much of one frequency is in a sound of 8000 samples a second.
final class Pitch {
  private static final double RATE = 8000;

  private Pitch() {}

  /// The amplitude of a sine of this frequency in it, in steps of a sample.
  static double level(short[] sound, double frequency) {
    double cosine = 0;
    double sine = 0;
    for (int i = 0; i < sound.length; i++) {
      double angle = 2 * Math.PI * frequency * i / RATE;
      cosine += sound[i] * Math.cos(angle);
      sine += sound[i] * Math.sin(angle);
    }
    return 2 * Math.hypot(cosine, sine) / sound.length;
  }

  /// Which part of its power is in this frequency: 1 for a sine of it, next to 0 for anything else,
  /// and 0 for silence.
  static double share(short[] sound, double frequency) {
    double power = 0;
    for (short sample : sound) {
      power += (double) sample * sample / sound.length;
    }
    double level = level(sound, frequency);
    return power == 0 ? 0 : level * level / 2 / power;
  }
}
