package org.hustings.telephony.media.listen;

/// The fast Fourier transform (Cooley and Tukey, in place, radix 2).
final class Fourier {
  private Fourier() {}

  /// Transforms; the length is a power of two.
  static void transform(double[] real, double[] imaginary) {
    reorder(real, imaginary);
    int size = real.length;
    for (int half = 1; half < size; half *= 2) {
      for (int k = 0; k < half; k++) {
        double angle = -Math.PI * k / half;
        double cosine = Math.cos(angle);
        double sine = Math.sin(angle);
        for (int even = k; even < size; even += 2 * half) {
          int odd = even + half;
          double oddReal = real[odd] * cosine - imaginary[odd] * sine;
          double oddImaginary = real[odd] * sine + imaginary[odd] * cosine;
          real[odd] = real[even] - oddReal;
          imaginary[odd] = imaginary[even] - oddImaginary;
          real[even] += oddReal;
          imaginary[even] += oddImaginary;
        }
      }
    }
  }

  private static void reorder(double[] real, double[] imaginary) {
    int size = real.length;
    int bits = Integer.numberOfTrailingZeros(size);
    for (int i = 0; i < size; i++) {
      int j = Integer.reverse(i) >>> (32 - bits);
      if (j > i) {
        swap(real, i, j);
        swap(imaginary, i, j);
      }
    }
  }

  private static void swap(double[] values, int i, int j) {
    double kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
}
