package org.hustings.telephony.media.dtmf;

import java.time.Duration;

/// Digits as sound (ITU-T Q.23), for a peer that did not negotiate telephone events.
public final class DigitTones {
  static final int[] ROWS = {697, 770, 852, 941};
  static final int[] COLUMNS = {1209, 1336, 1477, 1633};
  static final String PAD = "123A456B789C*0#D";

  private static final double LEVEL = 8000;
  private static final int RAMP = 16;

  private DigitTones() {}

  /// The samples of all keys, 8,000 a second, each key followed by the gap.
  public static short[] of(Digits digits) {
    int length = 0;
    for (char key : digits.keys().toCharArray()) {
      length += key == ',' ? 4000 : samples(digits.press()) + samples(digits.gap());
    }
    short[] sound = new short[length];
    int at = 0;
    for (char key : digits.keys().toCharArray()) {
      if (key == ',') {
        at += 4000;
      } else {
        tone(sound, at, samples(digits.press()), key);
        at += samples(digits.press()) + samples(digits.gap());
      }
    }
    return sound;
  }

  private static void tone(short[] sound, int at, int length, char key) {
    double low = 2 * Math.PI * ROWS[PAD.indexOf(key) / 4] / 8000;
    double high = 2 * Math.PI * COLUMNS[PAD.indexOf(key) % 4] / 8000;
    for (int i = 0; i < length; i++) {
      // Two milliseconds of ramp, so that the key does not click.
      double ramp = Math.min(1, Math.min(i, length - 1 - i) / (double) RAMP);
      sound[at + i] = (short) (LEVEL * ramp * (Math.sin(low * i) + Math.sin(high * i)));
    }
  }

  private static int samples(Duration duration) {
    return Math.toIntExact(duration.toMillis() * 8);
  }
}
