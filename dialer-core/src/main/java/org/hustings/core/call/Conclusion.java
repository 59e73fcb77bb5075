package org.hustings.core.call;

import java.util.Optional;
import org.hustings.core.disposition.Action;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Placed;

/// What the end of a voter leg says about the attempt (R15, R20).
///
/// @param suggested what the volunteer is offered to confirm; empty if only they can say
/// @param recorded what the server records if nobody says
/// @param counts false if it was no attempt at a voter: nothing is asked of the volunteer, and the
///   entry returns to its place
public record Conclusion(Optional<Action> suggested, Action recorded, boolean counts) {

  /// @param answered the voter was there at some time, whatever the end says
  public static Conclusion of(LegEnd end, boolean answered) {
    if (answered) {
      return answered();
    }
    return switch (end.outcome()) {
      case ANSWERED -> answered();
      case BUSY -> suggests(Action.BUSY);
      // Pressing "decline" says no more than letting it ring.
      case NO_ANSWER, DECLINED -> suggests(Action.NO_ANSWER);
      case UNREACHABLE -> suggests(Action.FAILED);
      case NOT_CONNECTED -> notConnected(end);
      // We gave up, or nobody knows: it counts unless it surely never reached the network (R22).
      case CANCELLED, UNKNOWN ->
          end.placed() == Placed.SURELY_NOT && !end.rang()
              ? notPlaced()
              : suggests(Action.NO_ANSWER);
    };
  }

  /// Somebody was there, and only the volunteer can say how it went (R20).
  public static Conclusion answered() {
    return new Conclusion(Optional.empty(), Action.UNRESOLVED, true);
  }

  /// An attempt of which nothing is known (R23): it may have rung.
  public static Conclusion ofSilence() {
    return suggests(Action.NO_ANSWER);
  }

  /// Hand dialing: only the volunteer knows; without them it counts as R14, for it may have rung.
  public static Conclusion byHand() {
    return new Conclusion(Optional.empty(), Action.NO_ANSWER, true);
  }

  /// R15: a failure on our side of the called network is no attempt at a voter, unless it rang.
  private static Conclusion notConnected(LegEnd end) {
    if (end.rang()) {
      return suggests(Action.NO_ANSWER);
    }
    return switch (end.blame()) {
      case US, CARRIER -> notPlaced();
      case NOBODY, CALLED_PARTY, VOLUNTEER, UNATTRIBUTABLE -> suggests(Action.FAILED);
    };
  }

  private static Conclusion suggests(Action action) {
    return new Conclusion(Optional.of(action), action, true);
  }

  private static Conclusion notPlaced() {
    return new Conclusion(Optional.empty(), Action.NOT_PLACED, false);
  }
}
