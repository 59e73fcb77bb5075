package org.hustings.telephony.media.listen;

import java.util.Arrays;

/// How well a recording holds what was played, and where.
///
/// A lag is the index in the recording, in samples of 125 µs, at which the played sound begins.
/// When the lag is the same at the start and at the end, nothing was lost, doubled or played at a
/// wrong speed in between; the coefficient says how alike the sounds are there (1 is equal,
/// whatever the level).
///
/// Start and end are looked for within a second of where all of it fits: a sound that was said
/// twice is in the recording twice, and the start of the one hearing says nothing about the end of
/// the other.
///
/// @param coefficient over all of what was played
/// @param lag where all of it fits best
/// @param start where its first second fits, and how well
/// @param end where its last second fits, and how well
public record Correlation(double coefficient, int lag, Fit start, Fit end) {
  /// Where a part fits best.
  ///
  /// @param lag of the whole sound's beginning, seen from this part
  public record Fit(double coefficient, int lag) {}

  private static final int PART = 8000;

  /// Compares. Both at the same rate; the recording may be longer or shorter than the sound.
  public static Correlation of(short[] played, short[] recorded) {
    if (played.length == 0 || recorded.length == 0) {
      throw new IllegalArgumentException(
          "played has %d and recorded %d samples, expected some"
              .formatted(played.length, recorded.length));
    }
    Fit whole = best(played, 0, played.length, recorded, -played.length, recorded.length);
    int part = Math.min(PART, played.length);
    int first = whole.lag() - PART;
    int last = whole.lag() + PART;
    Fit start = best(played, 0, part, recorded, first, last);
    Fit end = best(played, played.length - part, part, recorded, first, last);
    return new Correlation(whole.coefficient(), whole.lag(), start, end);
  }

  /// How far the lag moved from start to end.
  public int drift() {
    return end.lag() - start.lag();
  }

  /// The best fit of a part of what was played, among the lags from `first` to `last`.
  private static Fit best(
      short[] played, int from, int length, short[] recorded, int first, int last) {
    double[] products = products(played, from, length, recorded);
    double energy = 0;
    for (int i = from; i < from + length; i++) {
      energy += (double) played[i] * played[i];
    }
    double[] heardEnergy = runningEnergy(recorded);
    double bestCoefficient = -1;
    int bestLag = 0;
    // At the edges the part may reach beyond the recording.
    int farthest = Math.min(recorded.length - 1, last + from);
    for (int shift = Math.max(-length + 1, first + from); shift <= farthest; shift++) {
      int begin = Math.max(0, shift);
      int end = Math.min(recorded.length, shift + length);
      double heard = heardEnergy[end] - heardEnergy[begin];
      // Next to no sound at all is like nothing, and what is not covered counts as unlike.
      double audible = Math.max(heard, energy * 1e-6);
      double covered = (double) (end - begin) / length;
      double coefficient =
          covered * products[shift + length - 1] / Math.sqrt(energy * audible + 1e-9);
      if (coefficient > bestCoefficient) {
        bestCoefficient = coefficient;
        bestLag = shift - from;
      }
    }
    return new Fit(bestCoefficient, bestLag);
  }

  /// For every shift, the sum of products: by Fourier transform, since a direct sum takes minutes
  /// for recordings of minutes.
  private static double[] products(short[] played, int from, int length, short[] recorded) {
    int size = Integer.highestOneBit(length + recorded.length) * 2;
    double[] heardReal = new double[size];
    double[] heardImaginary = new double[size];
    double[] soundReal = new double[size];
    double[] soundImaginary = new double[size];
    for (int i = 0; i < recorded.length; i++) {
      heardReal[i] = recorded[i];
    }
    for (int i = 0; i < length; i++) {
      // Reversed, so that the convolution becomes a correlation.
      soundReal[length - 1 - i] = played[from + i];
    }
    Fourier.transform(heardReal, heardImaginary);
    Fourier.transform(soundReal, soundImaginary);
    for (int i = 0; i < size; i++) {
      double real = heardReal[i] * soundReal[i] - heardImaginary[i] * soundImaginary[i];
      double imaginary = heardReal[i] * soundImaginary[i] + heardImaginary[i] * soundReal[i];
      heardReal[i] = real;
      // The inverse transform is the transform of the conjugate.
      heardImaginary[i] = -imaginary;
    }
    Fourier.transform(heardReal, heardImaginary);
    double[] products = Arrays.copyOf(heardReal, length + recorded.length);
    for (int i = 0; i < products.length; i++) {
      products[i] /= size;
    }
    return products;
  }

  private static double[] runningEnergy(short[] sound) {
    double[] running = new double[sound.length + 1];
    for (int i = 0; i < sound.length; i++) {
      running[i + 1] = running[i] + (double) sound[i] * sound[i];
    }
    return running;
  }
}
