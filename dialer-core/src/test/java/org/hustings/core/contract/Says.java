package org.hustings.core.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.VoterId;

/// What volunteers say of a call, in short.
public final class Says {
  private Says() {}

  public static Disposition reached(VoterId... voters) {
    return spoken(Action.SUCCESSFUL, voters);
  }

  public static Disposition refused(VoterId... voters) {
    return spoken(Action.REFUSED, voters);
  }

  public static Disposition doNotCall(VoterId... voters) {
    return spoken(Action.DO_NOT_CALL, voters);
  }

  private static Disposition spoken(Action action, VoterId... voters) {
    return new Disposition(
        action.name(), action, Set.of(voters), Set.of(), Optional.empty(), Map.of(), List.of());
  }

  public static Disposition wrongNumberFor(VoterId... voters) {
    return withWrongNumberFor(Action.WRONG_NUMBER, voters);
  }

  /// Wrong-number flags beside another outcome (R16).
  public static Disposition withWrongNumberFor(Action action, VoterId... voters) {
    return new Disposition(
        action.name(), action, Set.of(), Set.of(voters), Optional.empty(), Map.of(), List.of());
  }

  public static Disposition callBackAt(Instant at) {
    return new Disposition(
        Action.CALL_BACK.name(),
        Action.CALL_BACK,
        Set.of(),
        Set.of(),
        Optional.of(at),
        Map.of(),
        List.of());
  }
}
