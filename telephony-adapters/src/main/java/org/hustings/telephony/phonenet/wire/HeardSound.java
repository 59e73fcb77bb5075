package org.hustings.telephony.phonenet.wire;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.hustings.telephony.media.MediaLeg;

/// What a phone has heard since it was connected, and whether somebody is speaking. Fed on a media
/// loop, read by anybody.
final class HeardSound implements MediaLeg.Ear {
  private static final int RATE = 8000;

  /// Below this mean amplitude it is quiet: comfort noise is far below, speech far above.
  private static final int QUIET = 200;

  /// A pause between two sentences of a prompt is shorter.
  private static final int END_OF_SPEECH = RATE * 9 / 10;

  private static final int SOMETHING = RATE / 5;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final int most;
  private short[] samples = new short[RATE];
  private int length;
  private long loudInAll;
  private long loudSinceAsked;
  private long quietSinceLoud;

  /// @param keeps how much is kept, the beginning
  HeardSound(Duration keeps) {
    this.most = Math.toIntExact(keeps.toMillis() * RATE / 1000);
  }

  @Override
  public void heard(short[] sound) {
    lock.lock();
    try {
      keep(sound);
      judge(sound);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void keep(short[] sound) {
    int kept = Math.min(sound.length, most - length);
    if (length + kept > samples.length) {
      samples = Arrays.copyOf(samples, Math.min(most, 2 * (length + kept)));
    }
    System.arraycopy(sound, 0, samples, length, kept);
    length += kept;
  }

  private void judge(short[] sound) {
    long sum = 0;
    for (short sample : sound) {
      sum += Math.abs(sample);
    }
    if (sum > (long) QUIET * sound.length) {
      loudInAll += sound.length;
      loudSinceAsked += sound.length;
      quietSinceLoud = 0;
    } else {
      quietSinceLoud += sound.length;
    }
  }

  /// How much of what was heard was not quiet, in samples.
  long loud() {
    lock.lock();
    try {
      return loudInAll;
    } finally {
      lock.unlock();
    }
  }

  short[] samples() {
    lock.lock();
    try {
      return Arrays.copyOf(samples, length);
    } finally {
      lock.unlock();
    }
  }

  /// From now on [#awaitSpeechEnd] waits for new speech.
  void forgetSpeech() {
    lock.lock();
    try {
      loudSinceAsked = 0;
      quietSinceLoud = 0;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until somebody has spoken and then paused; false if that takes too long.
  boolean awaitSpeechEnd(Duration longest) throws InterruptedException {
    return await(() -> loudSinceAsked >= SOMETHING && quietSinceLoud >= END_OF_SPEECH, longest);
  }

  /// Waits until this much was heard in all; false if that takes too long.
  boolean awaitLength(Duration sound, Duration longest) throws InterruptedException {
    return await(() -> length >= Math.min(samples(sound), most), longest);
  }

  /// Waits until this much of what was heard was not quiet; false if that takes too long.
  boolean awaitLoud(Duration sound, Duration longest) throws InterruptedException {
    return await(() -> loudInAll >= samples(sound), longest);
  }

  private boolean await(BooleanSupplier reached, Duration longest) throws InterruptedException {
    long left = longest.toNanos();
    lock.lock();
    try {
      while (!reached.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = more.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static long samples(Duration sound) {
    return sound.toMillis() * RATE / 1000;
  }
}
