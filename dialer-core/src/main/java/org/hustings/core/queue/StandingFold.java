package org.hustings.core.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.disposition.Fact;
import org.hustings.core.disposition.Fact.Attempted;
import org.hustings.core.id.ProjectId;
import org.hustings.core.voter.PhoneStatus;

/// Makes a [Standing] of facts, one after the other: the column "action on the number" of the
/// rules' table. Only lives while it is folding.
final class StandingFold {
  /// A number's fourth call-back in a row counts as R14 (R18).
  private static final int CALL_BACKS_IN_A_ROW = 4;

  private final Map<ProjectId, Instant> lastCalledAt = new HashMap<>();
  private final List<Attempted> current = new ArrayList<>();
  private PhoneStatus status = PhoneStatus.ACTIVE;
  private int attempts;
  private int callBacksInRow;
  private Optional<Instant> notBefore = Optional.empty();
  private Optional<Instant> rejoinedAt = Optional.empty();
  private Optional<Standing.Promise> callBack = Optional.empty();
  private Optional<Instant> reopenedAt = Optional.empty();

  /// The longest rest that any of the calls asks for (R14).
  private Optional<Instant> restsUntil = Optional.empty();

  void add(Fact fact) {
    switch (fact) {
      case Attempted attempted -> attempted(attempted);
      case Fact.Reopened reopened -> reopened(reopened.at());
    }
  }

  Standing result() {
    return new Standing(status, attempts, notBefore, rejoinedAt, callBack, lastCalledAt);
  }

  /// The attempts since the number was last reopened: those that say who is done.
  List<Attempted> current() {
    return List.copyOf(current);
  }

  /// When the number was last reopened.
  Optional<Instant> reopenedAt() {
    return reopenedAt;
  }

  private void attempted(Attempted attempted) {
    current.add(attempted);
    switch (attempted.action()) {
      case NOT_PLACED -> {
        // R15, R22: no attempt at a voter, so not even a promise is used up by it.
      }
      case SUCCESSFUL -> ends(attempted, PhoneStatus.COMPLETED);
      case VOICEMAIL -> ends(attempted, PhoneStatus.VOICEMAIL_LEFT);
      case REFUSED -> ends(attempted, PhoneStatus.REFUSED);
      case DO_NOT_CALL -> ends(attempted, PhoneStatus.DO_NOT_CALL);
      case UNRESOLVED -> {
        ends(attempted, PhoneStatus.UNRESOLVED);
        attempts++;
      }
      // R16: whether voters remain that it stands for is its entries' matter.
      case BUSY, NO_ANSWER, FAILED, WRONG_NUMBER -> rests(attempted);
      case CALL_BACK -> callBack(attempted);
    }
  }

  /// Ends with a status. What somebody asked for stays (R17): no other outcome, found out about
  /// later or earlier, takes a do-not-call back.
  private void ends(Attempted attempted, PhoneStatus outcome) {
    called(attempted);
    callBacksInRow = 0;
    if (status != PhoneStatus.DO_NOT_CALL) {
      status = outcome;
    }
  }

  /// R14.
  private void rests(Attempted attempted) {
    called(attempted);
    callBacksInRow = 0;
    attempts++;
    Instant rested = attempted.endedAt().plus(attempted.retryDelay());
    if (restsUntil.filter(rested::isBefore).isPresent()) {
      // The clock was set back between the two calls: the later one is folded first.
      rested = restsUntil.orElseThrow();
    }
    restsUntil = Optional.of(rested);
    notBefore = Optional.of(rested);
    rejoinedAt = Optional.of(rested);
  }

  /// R18.
  private void callBack(Attempted attempted) {
    if (callBacksInRow + 1 == CALL_BACKS_IN_A_ROW) {
      rests(attempted);
      return;
    }
    called(attempted);
    callBacksInRow++;
    Instant dueAt = attempted.callBackAt().orElseThrow();
    notBefore = Optional.of(dueAt);
    rejoinedAt = Optional.of(dueAt);
    callBack = Optional.of(new Standing.Promise(attempted.project(), attempted.by(), dueAt));
  }

  /// Whatever comes of a call, the promise that stood is kept by it.
  private void called(Attempted attempted) {
    callBack = Optional.empty();
    lastCalledAt.merge(
        attempted.project(), attempted.at(), (one, other) -> one.isAfter(other) ? one : other);
  }

  /// R27. Do-not-call is never reopened, and an unresolved call wants a decision, not a new start.
  /// That the number was called is not forgotten: suppression (R9) still knows it.
  private void reopened(Instant at) {
    if (!isReopenable(status)) {
      return;
    }
    reopenedAt = Optional.of(at);
    current.clear();
    status = PhoneStatus.ACTIVE;
    attempts = 0;
    callBacksInRow = 0;
    restsUntil = Optional.empty();
    notBefore = Optional.empty();
    rejoinedAt = Optional.empty();
    callBack = Optional.empty();
  }

  static boolean isReopenable(PhoneStatus status) {
    return switch (status) {
      case ACTIVE, COMPLETED, VOICEMAIL_LEFT, REFUSED -> true;
      case DO_NOT_CALL, UNRESOLVED -> false;
    };
  }
}
