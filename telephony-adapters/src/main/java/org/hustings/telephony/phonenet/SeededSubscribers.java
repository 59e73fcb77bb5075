package org.hustings.telephony.phonenet;

import java.time.Duration;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.Behaviour.Busy;
import org.hustings.telephony.phonenet.Behaviour.Declines;
import org.hustings.telephony.phonenet.Behaviour.HangsUp;
import org.hustings.telephony.phonenet.Behaviour.LossyLine;
import org.hustings.telephony.phonenet.Behaviour.Machine;
import org.hustings.telephony.phonenet.Behaviour.NoSuchNumber;
import org.hustings.telephony.phonenet.Behaviour.RingsOut;

/// A town of subscribers drawn from a seed, roughly as campaigns find them.
///
/// What a number is, stays: 4 % do not exist, 55 % have a machine, 3 % a lossy line. What happens
/// at each ring is drawn anew:
///
/// | share of rings | of a number that exists |
/// | --- | --- |
/// | 8 % | busy |
/// | 5 % | declined, after 2 to 8 s |
/// | 24 % | answered after 3 to 15 s; speaks 2 to 8 s, stays 30 s to 5 minutes |
/// | 5 % | answered late, after 25 to 50 s |
/// | 6 % | answered, and hung up within 1 to 10 s |
/// | 52 % | nobody is there: its machine answers after 15 to 25 s, or it rings out |
public record SeededSubscribers(long seed) implements Subscribers {
  private static final int NO_SUCH_NUMBER = 40;
  private static final int MACHINE = 550;
  private static final int LOSSY = 30;
  private static final int LOST_PER_MILLE = 50;

  @Override
  public Behaviour ring(PhoneNumber number, int nth) {
    var character = new Draw(mix(seed ^ mix(Long.parseLong(number.e164().substring(1)))));
    boolean exists = character.perMille() >= NO_SUCH_NUMBER;
    boolean machine = character.perMille() < MACHINE;
    boolean lossy = character.perMille() < LOSSY;
    if (!exists) {
      return new NoSuchNumber();
    }
    Behaviour drawn = drawn(new Draw(mix(character.state + nth)), machine);
    return lossy && drawn instanceof Answers answers
        ? new LossyLine(LOST_PER_MILLE, answers)
        : drawn;
  }

  private static Behaviour drawn(Draw draw, boolean machine) {
    int at = draw.perMille();
    if (at < 80) {
      return new Busy();
    }
    if (at < 130) {
      return new Declines(draw.seconds(2, 8));
    }
    if (at < 370) {
      return answers(draw, draw.seconds(3, 15));
    }
    if (at < 420) {
      return answers(draw, draw.seconds(25, 50));
    }
    if (at < 480) {
      return new HangsUp(draw.seconds(3, 15), draw.seconds(1, 10));
    }
    return machine
        ? new Machine(
            draw.seconds(15, 25), draw.seconds(3, 8), Duration.ofMinutes(2), Duration.ofSeconds(8))
        : new RingsOut();
  }

  private static Answers answers(Draw draw, Duration after) {
    return new Answers(after, draw.seconds(2, 8), draw.seconds(30, 300));
  }

  /// Numbers drawn one after the other from a state.
  private static final class Draw {
    private long state;

    Draw(long state) {
      this.state = state;
    }

    int perMille() {
      return below(1000);
    }

    /// From and to these seconds, in milliseconds.
    Duration seconds(int from, int to) {
      return Duration.ofMillis(from * 1000L + below((to - from) * 1000 + 1));
    }

    private int below(int bound) {
      state = mix(state);
      return (int) Long.remainderUnsigned(state, bound);
    }
  }

  /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014): neighbouring numbers behave nothing
  /// alike. Written out, so that a seed means the same on every JDK.
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
