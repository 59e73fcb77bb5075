package org.hustings.server.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.Standing;
import org.hustings.core.voter.PhoneStatus;

/// What must hold in the books after every transaction, whoever made it and whether they were told
/// that it was committed: each open attempt has its number for itself, each volunteer has one call,
/// none was begun that the rules forbid, and every outcome and every charge is written as a whole.
final class WatchedBooks {
  private final Town town;
  private final Referee referee;
  private final List<ServerId> servers;
  private final Map<SessionId, Money> charged = new HashMap<>();
  private Map<AttemptId, Attempt> open = Map.of();

  /// @param servers all that ever were; it grows
  WatchedBooks(Town town, Referee referee, List<ServerId> servers) {
    this.town = town;
    this.referee = referee;
    this.servers = servers;
  }

  /// What was charged to each session in all.
  Map<SessionId, Money> charged() {
    return charged;
  }

  /// @param charges what the transaction charged in all to some sessions
  void committed(Map<SessionId, Money> charges) {
    charges.forEach(
        (session, sum) -> charged.merge(session, sum, (a, b) -> a.compareTo(b) > 0 ? a : b));
    List<PhoneId> closed =
        town.books()
            .in(
                town.campaign(),
                stores -> {
                  if (!charges.isEmpty()) {
                    ledger(stores);
                  }
                  return attempts(stores);
                });
    closed.forEach(phone -> PlainStanding.judge(town, referee, phone));
  }

  /// R25: the campaign has paid what was charged, and nothing came back.
  private void ledger(Stores stores) {
    long all = charged.values().stream().mapToLong(Money::microdollars).sum();
    long down = Town.CREDIT.microdollars() - stores.credits().balance().microdollars();
    if (down != all) {
      referee.complainOnce(
          "R25: the ledger is down by %d, and %d was charged".formatted(down, all));
    }
  }

  /// @return the numbers of those that are over
  private List<PhoneId> attempts(Stores stores) {
    Map<AttemptId, Attempt> now = new LinkedHashMap<>();
    Set<SessionId> inCall = new HashSet<>();
    for (ServerId server : servers) {
      for (Attempt attempt : stores.attempts().openOf(server)) {
        now.put(attempt.id(), attempt);
        Candidate candidate = stores.queue().candidate(attempt.entry()).orElseThrow();
        held(attempt, candidate.hold(), inCall);
        if (!open.containsKey(attempt.id())) {
          mayBegin(attempt, candidate);
        }
      }
    }
    List<PhoneId> closed = new ArrayList<>();
    open.forEach((id, attempt) -> {
      if (!now.containsKey(id)) {
        closed.add(attempt.phone());
      }
    });
    open = now;
    return closed;
  }

  /// R4, R12: by the session that calls, or by the server that plays a message; and no session
  /// calls two numbers.
  private void held(Attempt attempt, Optional<Hold> hold, Set<SessionId> inCall) {
    boolean right =
        hold.map(Hold::holder)
            .filter(holder ->
                switch (holder) {
                  case Hold.Holder.OfSession(SessionId session, ServerId _) ->
                      session.equals(attempt.session());
                  case Hold.Holder.OfServer(ServerId server) -> server.equals(attempt.server());
                })
            .isPresent();
    if (!right) {
      referee.complainOnce(
          "R4: the number of the open attempt %s is held by %s".formatted(attempt.id(), hold));
    }
    boolean ofSession =
        hold.filter(its -> its.holder() instanceof Hold.Holder.OfSession).isPresent();
    if (ofSession && !inCall.add(attempt.session())) {
      referee.complainOnce("session %s is in two calls".formatted(attempt.session()));
    }
  }

  /// R3, R11, R17, R19.
  private void mayBegin(Attempt attempt, Candidate candidate) {
    Standing standing = candidate.standing();
    if (candidate.listedDoNotCall()
        || standing.status() != PhoneStatus.ACTIVE
        || standing.attempts() >= town.rulesOf(attempt.project()).limit()) {
      referee.complain("R3: the attempt %s is begun at %s".formatted(attempt.id(), candidate));
    }
  }
}
