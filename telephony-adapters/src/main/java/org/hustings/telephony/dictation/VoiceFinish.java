package org.hustings.telephony.dictation;

import java.util.Arrays;
import java.util.Optional;
import org.hustings.core.dictation.SoundFinish;
import org.hustings.core.recording.Pcmu;
import org.hustings.telephony.media.g711.G711;

/// Cuts the silence around a voice and brings it to the level of the shipped prompts.
///
/// A frame of 20 ms is loud if it is well above silence and not far below the loudest; a voice is
/// where some are loud in a row, so that a click or a breath begins nothing.
public final class VoiceFinish implements SoundFinish {
  private static final int FRAME = G711.RATE / 50;

  /// The key that ended it may be in the sound as a tone, for as long as it takes to know it.
  private static final int KEY_TONE = G711.RATE / 5;

  private static final int LOUD_IN_A_ROW = 4;

  /// −48 dB of full scale.
  private static final double SILENT = 130;

  /// A frame 30 dB below the loudest is no speech.
  private static final double BELOW_LOUDEST = 1 / 31.6;

  /// What stays before and after the voice: 0.2 s and 0.3 s.
  private static final int FRAMES_BEFORE = 10;

  private static final int FRAMES_AFTER = 15;

  /// −20 dB of full scale, in speech; and how far it is taken there.
  private static final double LEVEL = 3_277;

  private static final double LARGEST_GAIN = 8;
  private static final double SMALLEST_GAIN = 0.25;

  /// −1 dB of full scale.
  private static final double HIGHEST_PEAK = 29_204;

  @Override
  public Optional<Pcmu> of(Pcmu recorded) {
    short[] all = G711.PCMU.decode(recorded.octets());
    short[] sound = Arrays.copyOf(all, Math.max(0, all.length - KEY_TONE));
    double[] power = power(sound);
    boolean[] loud = loud(power);
    int first = firstOfRow(loud);
    if (first < 0) {
      return Optional.empty();
    }
    int from = Math.max(0, first - FRAMES_BEFORE) * FRAME;
    int to = Math.min(sound.length, (lastOfRow(loud) + 1 + FRAMES_AFTER) * FRAME);
    short[] voice = Arrays.copyOfRange(sound, from, to);
    return Optional.of(Pcmu.of(G711.PCMU.encode(louder(voice, gain(voice, power, loud)))));
  }

  /// The mean square of each frame; a piece of one at the end is left out.
  private static double[] power(short[] sound) {
    double[] power = new double[sound.length / FRAME];
    for (int frame = 0; frame < power.length; frame++) {
      double sum = 0;
      for (int i = frame * FRAME; i < (frame + 1) * FRAME; i++) {
        sum += (double) sound[i] * sound[i];
      }
      power[frame] = sum / FRAME;
    }
    return power;
  }

  private static boolean[] loud(double[] power) {
    double loudest = Math.sqrt(Arrays.stream(power).max().orElse(0));
    double threshold = Math.max(SILENT, loudest * BELOW_LOUDEST);
    boolean[] loud = new boolean[power.length];
    for (int frame = 0; frame < loud.length; frame++) {
      loud[frame] = power[frame] > threshold * threshold;
    }
    return loud;
  }

  /// The first frame of the first row of loud ones; −1 if there is none.
  private static int firstOfRow(boolean[] loud) {
    int row = 0;
    for (int frame = 0; frame < loud.length; frame++) {
      row = loud[frame] ? row + 1 : 0;
      if (row == LOUD_IN_A_ROW) {
        return frame - LOUD_IN_A_ROW + 1;
      }
    }
    return -1;
  }

  /// The last frame of the last row. There is one.
  private static int lastOfRow(boolean[] loud) {
    int row = 0;
    for (int frame = loud.length - 1; frame >= 0; frame--) {
      row = loud[frame] ? row + 1 : 0;
      if (row == LOUD_IN_A_ROW) {
        return frame + LOUD_IN_A_ROW - 1;
      }
    }
    throw new IllegalStateException("no row of loud frames");
  }

  private static double gain(short[] voice, double[] power, boolean[] loud) {
    double sum = 0;
    int frames = 0;
    for (int frame = 0; frame < loud.length; frame++) {
      if (loud[frame]) {
        sum += power[frame];
        frames++;
      }
    }
    double wanted = Math.clamp(LEVEL / Math.sqrt(sum / frames), SMALLEST_GAIN, LARGEST_GAIN);
    double peak = 1;
    for (short sample : voice) {
      peak = Math.max(peak, Math.abs((double) sample));
    }
    return Math.min(wanted, HIGHEST_PEAK / peak);
  }

  private static short[] louder(short[] voice, double gain) {
    short[] louder = new short[voice.length];
    for (int i = 0; i < louder.length; i++) {
      louder[i] = (short) Math.round(voice[i] * gain);
    }
    return louder;
  }
}
