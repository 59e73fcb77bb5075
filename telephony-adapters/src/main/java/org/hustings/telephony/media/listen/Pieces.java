package org.hustings.telephony.media.listen;

import java.util.ArrayList;
import java.util.List;

/// How well a recording holds what was played if its player may stretch and shorten it: a browser's
/// jitter buffer does so all the time, by a few milliseconds at a pause or in the middle of a tone.
/// [Correlation] over a second of such a recording says how often that happened, and not whether
/// the sound is right.
///
/// So the sound is cut into pieces, and each is looked for near the place where the one before it
/// ended. A piece in which something was put in or taken out is alike only in part; the others are
/// as alike as they would be without such a player.
///
/// @param coefficients of each piece, in order
public record Pieces(List<Double> coefficients) {
  private static final int PIECE = 2000;

  /// How far the player may move from one piece to the next: 150 ms.
  private static final int ROOM = 1200;

  /// A player at another rate need not meet our samples: looked for is in quarters of one.
  private static final int STEPS = 4;

  public Pieces {
    coefficients = List.copyOf(coefficients);
  }

  /// Compares, in pieces of 250 ms. Both at 8 kHz.
  public static Pieces of(short[] played, short[] recorded) {
    List<Double> coefficients = new ArrayList<>();
    int lag = Correlation.of(played, recorded).start().lag();
    for (int from = 0; from + PIECE <= played.length; from += PIECE) {
      double best = 0;
      int there = lag;
      for (int tried = STEPS * (lag - ROOM); tried <= STEPS * (lag + ROOM); tried++) {
        int shift = Math.floorDiv(tried, STEPS);
        double between = (double) Math.floorMod(tried, STEPS) / STEPS;
        double coefficient = alike(played, from, recorded, from + shift, between);
        if (coefficient > best) {
          best = coefficient;
          there = shift;
        }
      }
      coefficients.add(best);
      lag = there;
    }
    return new Pieces(coefficients);
  }

  /// The share of pieces that are at least so much alike.
  public double shareAbove(double coefficient) {
    long above = coefficients.stream().filter(one -> one >= coefficient).count();
    return (double) above / coefficients.size();
  }

  /// @param between how far behind `at` the recording is looked at, in samples, less than one
  private static double alike(short[] played, int from, short[] recorded, int at, double between) {
    if (at < 0 || at + PIECE >= recorded.length) {
      return 0;
    }
    double product = 0;
    double said = 0;
    double heard = 0;
    for (int i = 0; i < PIECE; i++) {
      double one = played[from + i];
      double other = recorded[at + i] * (1 - between) + recorded[at + i + 1] * between;
      product += one * other;
      said += one * one;
      heard += other * other;
    }
    // Next to no sound at all is like nothing.
    return product / Math.sqrt(said * Math.max(heard, said * 1e-6) + 1e-9);
  }
}
