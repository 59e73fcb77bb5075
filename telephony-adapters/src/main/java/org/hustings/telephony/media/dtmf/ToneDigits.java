package org.hustings.telephony.media.dtmf;

import java.time.Duration;
import java.util.function.Consumer;

/// Finds keypad tones in the sound with Goertzel filters, for telephones that send no events.
///
/// Blocks of 102 samples (12.75 ms) decide; a key counts after [#BLOCKS_TO_PRESS] equal blocks in a
/// row, and is over after two others. Speech is full of energy at the keypad's frequencies
/// ("talk-off"), so a block must pass all of this: loud enough; one row and one column stand out
/// from the others of their group; they are of similar level (twist, ITU-T Q.24); the two together
/// are nearly all the energy of the block; and their second harmonics, which voices have and
/// keypads don't, are weak.
public final class ToneDigits {
  private static final int BLOCK = 102;
  private static final int BLOCKS_TO_PRESS = 3;
  private static final int BLOCKS_TO_RELEASE = 2;
  private static final double QUIETEST = 200;
  private static final double STANDS_OUT = 6.3;
  private static final double ROW_OVER_COLUMN = 4;
  private static final double COLUMN_OVER_ROW = 6.3;
  private static final double SHARE = 0.75;
  private static final double HARMONIC = 0.15;

  private final Consumer<Digit> digits;
  private final double[] block = new double[BLOCK];
  private int filled;
  private char candidate;
  private int seen;
  private int missed;
  private boolean pressed;

  public ToneDigits(Consumer<Digit> digits) {
    this.digits = digits;
  }

  /// The next sample of the line.
  public void sample(short sample) {
    block[filled++] = sample;
    if (filled == BLOCK) {
      filled = 0;
      decide(keyIn(block));
    }
  }

  private void decide(char key) {
    if (key != 0 && key == candidate) {
      seen++;
      missed = 0;
      pressed |= seen >= BLOCKS_TO_PRESS;
      return;
    }
    missed++;
    if (missed < BLOCKS_TO_RELEASE && pressed) {
      return;
    }
    if (pressed) {
      Duration held = Duration.ofNanos(125_000L * BLOCK * seen);
      digits.accept(new Digit(candidate, held, Digit.Source.TONE));
    }
    pressed = false;
    candidate = key;
    seen = key == 0 ? 0 : 1;
    missed = 0;
  }

  private static char keyIn(double[] block) {
    double energy = 0;
    for (double sample : block) {
      energy += sample * sample;
    }
    if (energy < QUIETEST * QUIETEST * BLOCK) {
      return 0;
    }
    double[] rows = powers(block, DigitTones.ROWS);
    double[] columns = powers(block, DigitTones.COLUMNS);
    int row = loudest(rows);
    int column = loudest(columns);
    boolean clear =
        standsOut(rows, row)
            && standsOut(columns, column)
            && rows[row] < columns[column] * ROW_OVER_COLUMN
            && columns[column] < rows[row] * COLUMN_OVER_ROW
            // A sine of amplitude a has the energy a²/2 a sample and the power (a·n/2)².
            && (rows[row] + columns[column]) * 2 / BLOCK > SHARE * energy
            && harmonic(block, DigitTones.ROWS[row]) < HARMONIC * rows[row]
            && harmonic(block, DigitTones.COLUMNS[column]) < HARMONIC * columns[column];
    return clear ? DigitTones.PAD.charAt(row * 4 + column) : 0;
  }

  private static double harmonic(double[] block, int frequency) {
    return power(block, 2.0 * frequency);
  }

  private static double[] powers(double[] block, int[] frequencies) {
    double[] powers = new double[frequencies.length];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = power(block, frequencies[i]);
    }
    return powers;
  }

  private static double power(double[] block, double frequency) {
    double coefficient = 2 * Math.cos(2 * Math.PI * frequency / 8000);
    double before = 0;
    double last = 0;
    for (double sample : block) {
      double current = sample + coefficient * last - before;
      before = last;
      last = current;
    }
    return last * last + before * before - coefficient * last * before;
  }

  private static int loudest(double[] powers) {
    int loudest = 0;
    for (int i = 1; i < powers.length; i++) {
      loudest = powers[i] > powers[loudest] ? i : loudest;
    }
    return loudest;
  }

  private static boolean standsOut(double[] powers, int loudest) {
    for (int i = 0; i < powers.length; i++) {
      if (i != loudest && powers[i] * STANDS_OUT > powers[loudest]) {
        return false;
      }
    }
    return true;
  }
}
