package org.hustings.server.simulate;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Fact;
import org.hustings.core.id.PhoneId;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Standing;
import org.hustings.core.voter.PhoneStatus;

/// R11 to R19, once more and as plainly as can be: the state and the counter that its calls give a
/// number.
final class PlainStanding {
  private static final int CALL_BACKS_IN_A_ROW = 4;

  private PlainStanding() {}

  static void judge(Town town, Referee referee, PhoneId phone) {
    Household.PhoneFile file =
        town
            .books()
            .in(town.campaign(), stores -> stores.queue().lockHousehold(phone))
            .phones()
            .stream()
            .filter(found -> found.id().equals(phone))
            .findFirst()
            .orElseThrow();
    Set<PhoneStatus> endings = new HashSet<>();
    int counted = 0;
    int callBacks = 0;
    for (Fact fact : file.facts()) {
      Action action = ((Fact.Attempted) fact).action();
      ending(action).ifPresent(endings::add);
      callBacks = action == Action.CALL_BACK ? callBacks + 1 : left(action, callBacks);
      counted += counts(action) || callBacks == CALL_BACKS_IN_A_ROW ? 1 : 0;
      callBacks = callBacks == CALL_BACKS_IN_A_ROW ? 0 : callBacks;
    }
    Standing saved = town.books().standingOf(town.campaign(), phone);
    boolean right =
        endings.isEmpty() ? saved.status() == PhoneStatus.ACTIVE : endings.contains(saved.status());
    if (!right || saved.attempts() != counted) {
      referee.complain("%s is %s, its calls were %s".formatted(phone, saved, file.facts()));
    }
  }

  private static int left(Action action, int callBacks) {
    return action == Action.NOT_PLACED ? callBacks : 0;
  }

  private static Optional<PhoneStatus> ending(Action action) {
    return switch (action) {
      case SUCCESSFUL -> Optional.of(PhoneStatus.COMPLETED);
      case VOICEMAIL -> Optional.of(PhoneStatus.VOICEMAIL_LEFT);
      case REFUSED -> Optional.of(PhoneStatus.REFUSED);
      case DO_NOT_CALL -> Optional.of(PhoneStatus.DO_NOT_CALL);
      case UNRESOLVED -> Optional.of(PhoneStatus.UNRESOLVED);
      case BUSY, NO_ANSWER, FAILED, WRONG_NUMBER, CALL_BACK, NOT_PLACED -> Optional.empty();
    };
  }

  private static boolean counts(Action action) {
    return switch (action) {
      case BUSY, NO_ANSWER, FAILED, WRONG_NUMBER, UNRESOLVED -> true;
      case SUCCESSFUL, VOICEMAIL, REFUSED, DO_NOT_CALL, CALL_BACK, NOT_PLACED -> false;
    };
  }
}
