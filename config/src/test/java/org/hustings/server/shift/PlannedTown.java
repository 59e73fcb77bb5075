package org.hustings.server.shift;

import java.time.Duration;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.server.shift.plain.Plan;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.Behaviour.Busy;
import org.hustings.telephony.phonenet.Behaviour.Declines;
import org.hustings.telephony.phonenet.Behaviour.HangsUp;
import org.hustings.telephony.phonenet.Behaviour.Machine;
import org.hustings.telephony.phonenet.Behaviour.NoSuchNumber;
import org.hustings.telephony.phonenet.Behaviour.RingsOut;
import org.hustings.telephony.phonenet.Subscribers;

/// The plan's answers as a telephone network shows them: for "nobody answers" a phone that rings
/// out, is declined, or has a machine whose tape is too short for our message.
record PlannedTown(Plan plan, long seed) implements Subscribers {
  /// Longer than a tape that is too short, shorter than one that is not.
  static final Duration MESSAGE = Duration.ofSeconds(20);

  private static final Duration SHORT_TAPE = Duration.ofSeconds(9);
  private static final Duration LONG_TAPE = Duration.ofMinutes(2);
  private static final int FIRST = 5_550_000;

  static PhoneNumber numberOf(int index) {
    return new PhoneNumber("+1919%07d".formatted(FIRST + index));
  }

  static int indexOf(String e164) {
    return Integer.parseInt(e164.substring("+1919".length())) - FIRST;
  }

  @Override
  public Behaviour ring(PhoneNumber number, int nth) {
    int index = indexOf(number.e164());
    Dice dice = new Dice(seed + index * 1009L + nth);
    return switch (plan.numbers().get(index).answer(nth).kind()) {
      case BUSY -> new Busy();
      case FAILED -> new NoSuchNumber();
      case NO_ANSWER -> nobody(dice);
      case VOICEMAIL -> machine(dice, LONG_TAPE);
      case SUCCESSFUL, REFUSED, DO_NOT_CALL, CALL_BACK, WRONG_NUMBER, UNRESOLVED -> somebody(dice);
    };
  }

  private static Behaviour nobody(Dice dice) {
    int what = dice.percents();
    if (what < 50) {
      return new RingsOut();
    }
    return what < 65 ? new Declines(dice.seconds(2, 8)) : machine(dice, SHORT_TAPE);
  }

  private static Behaviour machine(Dice dice, Duration tape) {
    return new Machine(dice.seconds(15, 25), dice.seconds(3, 8), tape, Duration.ofSeconds(8));
  }

  private static Behaviour somebody(Dice dice) {
    Duration after = dice.seconds(3, 15);
    return dice.percent(15)
        ? new HangsUp(after, dice.seconds(1, 10))
        : new Answers(after, dice.seconds(2, 8), dice.seconds(30, 300));
  }
}
