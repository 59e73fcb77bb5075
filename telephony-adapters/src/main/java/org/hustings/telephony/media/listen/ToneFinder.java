package org.hustings.telephony.media.listen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Finds one frequency in a sound (Goertzel's filter), in blocks of 20 ms.
public final class ToneFinder {
  private static final int BLOCK = 160;
  private static final double QUIETEST = 300;

  /// Where the tone was.
  public record Found(Duration from, Duration until) {
    public Duration length() {
      return until.minus(from);
    }
  }

  private ToneFinder() {}

  /// What part of a sound's energy lies at a frequency, 0 to 1; 0 for near silence.
  public static double share(short[] sound, int from, int length, double frequency) {
    double coefficient = 2 * Math.cos(2 * Math.PI * frequency / 8000);
    double before = 0;
    double last = 0;
    double energy = 0;
    for (int i = from; i < from + length; i++) {
      double current = sound[i] + coefficient * last - before;
      before = last;
      last = current;
      energy += (double) sound[i] * sound[i];
    }
    if (energy < QUIETEST * QUIETEST * length / 2) {
      return 0;
    }
    double power = last * last + before * before - coefficient * last * before;
    return Math.min(1, 2 * power / (length * energy));
  }

  /// All stretches of at least `shortest` where the tone is most of the sound.
  public static List<Found> find(short[] sound, double frequency, Duration shortest) {
    List<Found> found = new ArrayList<>();
    int began = -1;
    int blocks = sound.length / BLOCK;
    for (int block = 0; block <= blocks; block++) {
      boolean there = block < blocks && share(sound, block * BLOCK, BLOCK, frequency) > 0.7;
      if (there && began < 0) {
        began = block;
      } else if (!there && began >= 0) {
        Found stretch = new Found(at(began), at(block));
        if (stretch.length().compareTo(shortest) >= 0) {
          found.add(stretch);
        }
        began = -1;
      }
    }
    return found;
  }

  private static Duration at(int block) {
    return Duration.ofMillis(block * 20L);
  }
}
