package org.hustings.telephony.media.wav;

/// Changes the sampling rate to 8 kHz with a windowed-sinc low-pass filter (J. O. Smith's method of
/// bandlimited interpolation): any ratio of rates, the right pitch, and nothing of what lies above
/// the new band folded back into it.
///
/// The kernel is kept as a finely sampled half; between its samples it is interpolated linearly,
/// which leaves errors below -90 dB.
final class Resampler {
  private static final int TARGET = 8000;
  private static final int CROSSINGS = 32;
  private static final int PER_CROSSING = 512;
  private static final double KAISER_BETA = 8;
  // The telephone band ends at 3,400 Hz; with this the filter is flat to there and gone at 4,050.
  private static final double CUTOFF = 3700.0 / 4000;

  private static final double[] KERNEL = kernel();

  private Resampler() {}

  /// The same sound at 8,000 samples a second.
  static float[] toTelephone(float[] source, int rate) {
    if (rate == TARGET) {
      return source;
    }
    int length = (int) Math.round((double) source.length * TARGET / rate);
    float[] target = new float[length];
    double step = (double) rate / TARGET;
    // The band ends at half of the lower rate.
    double narrowing = CUTOFF * Math.min(1, (double) TARGET / rate);
    for (int i = 0; i < length; i++) {
      target[i] = (float) at(source, i * step, narrowing);
    }
    return target;
  }

  /// The filtered sound at a moment between samples.
  private static double at(float[] source, double moment, double narrowing) {
    double reach = CROSSINGS / narrowing;
    int first = (int) Math.max(0, Math.ceil(moment - reach));
    int last = (int) Math.min(source.length - 1, Math.floor(moment + reach));
    double sum = 0;
    for (int i = first; i <= last; i++) {
      sum += source[i] * weight(Math.abs(moment - i) * narrowing);
    }
    return sum * narrowing;
  }

  private static double weight(double crossings) {
    double place = crossings * PER_CROSSING;
    int index = (int) place;
    if (index >= KERNEL.length - 1) {
      return 0;
    }
    double part = place - index;
    return KERNEL[index] + part * (KERNEL[index + 1] - KERNEL[index]);
  }

  private static double[] kernel() {
    double[] kernel = new double[CROSSINGS * PER_CROSSING + 1];
    kernel[0] = 1;
    for (int i = 1; i < kernel.length; i++) {
      double x = (double) i / PER_CROSSING;
      double edge = x / CROSSINGS;
      double window = bessel(KAISER_BETA * Math.sqrt(1 - edge * edge)) / bessel(KAISER_BETA);
      kernel[i] = Math.sin(Math.PI * x) / (Math.PI * x) * window;
    }
    return kernel;
  }

  /// The modified Bessel function of order zero, by its series.
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-12; k++) {
      term *= x * x / (4.0 * k * k);
      sum += term;
    }
    return sum;
  }
}
