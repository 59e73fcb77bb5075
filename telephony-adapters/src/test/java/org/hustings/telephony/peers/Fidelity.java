package org.hustings.telephony.peers;

import java.time.Duration;
import java.util.Arrays;
import org.hustings.telephony.media.listen.Correlation;

/// How faithfully a long sound arrived: compared block by block of 20 ms at one and the same lag,
/// so that a gap, a click, a doubled packet or a drift shows as a block that is unlike.
///
/// @param lag where in what was heard the sound begins, in samples
/// @param blocks that were compared; blocks of next to no sound are not
/// @param unlike of them, by more than what G.711 costs
/// @param firstUnlikeAt where the first of those is in the sound; zero if there is none
public record Fidelity(int lag, int blocks, int unlike, Duration firstUnlikeAt) {
  private static final int BLOCK = 160;
  private static final int SECOND = 8000;
  private static final double ALIKE = 0.98;
  private static final double QUIET = 200.0 * 200.0 * BLOCK;

  /// Compares from one second to another of what was said with what was heard.
  public static Fidelity between(short[] said, int fromSecond, int toSecond, short[] heard) {
    short[] part = Arrays.copyOfRange(said, fromSecond * SECOND, toSecond * SECOND);
    short[] beginning = Arrays.copyOf(part, Math.min(part.length, 2 * SECOND));
    int lag = Correlation.of(beginning, heard).lag();
    int compared = 0;
    int unlike = 0;
    Duration first = Duration.ZERO;
    for (int at = 0; at + BLOCK <= part.length; at += BLOCK) {
      if (energy(part, at) < QUIET) {
        continue;
      }
      compared++;
      if (likeness(part, at, heard, at + lag) < ALIKE) {
        first = unlike == 0 ? Duration.ofMillis(at / 8) : first;
        unlike++;
      }
    }
    return new Fidelity(lag, compared, unlike, first);
  }

  private static double energy(short[] sound, int from) {
    double energy = 0;
    for (int i = from; i < from + BLOCK; i++) {
      energy += (double) sound[i] * sound[i];
    }
    return energy;
  }

  private static double likeness(short[] said, int from, short[] heard, int at) {
    if (at < 0 || at + BLOCK > heard.length) {
      return 0;
    }
    double product = 0;
    for (int i = 0; i < BLOCK; i++) {
      product += (double) said[from + i] * heard[at + i];
    }
    return product / Math.sqrt(energy(said, from) * energy(heard, at) + 1e-9);
  }
}
