package org.hustings.server.simulate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.attempt.AttemptStore.DispositionRow;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ServerId;
import org.hustings.core.queue.Entry;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.RingLog;

/// How everything must stand when all have gone home: nothing open, nothing held, nothing lost, and
/// every number in the state that its calls give it.
final class FinalJudgement {
  private final Evidence evidence;
  private final Referee referee;
  private final Town town;

  /// What is looked at.
  record Evidence(Town town, Referee referee, RingLog log, List<ServerId> servers) {}

  /// What is left in the last server's hands; each must be nothing.
  record Remains(int openLegs, int channels, long volunteersOnTheLine, List<String> unanswered) {
    private boolean isNothing() {
      return openLegs == 0 && channels == 0 && volunteersOnTheLine == 0 && unanswered.isEmpty();
    }
  }

  FinalJudgement(Evidence evidence) {
    this.evidence = evidence;
    this.referee = evidence.referee();
    this.town = evidence.town();
  }

  void passedOn(Remains remains) {
    if (!remains.isNothing()) {
      referee.complain("left over: %s".formatted(remains));
    }
    nothingOpenInTheBooks();
    Map<LegId, Ring> rings = rings();
    referee.orders().forEach((leg, order) -> attempt(order, Optional.ofNullable(rings.get(leg))));
    town.phones().forEach(this::number);
    referee.listed().numbers().forEach(this::listed);
  }

  private void nothingOpenInTheBooks() {
    for (ServerId server : evidence.servers()) {
      town.books()
          .in(
              town.campaign(),
              stores -> {
                stores
                    .attempts()
                    .openOf(server)
                    .forEach(open ->
                        referee.complain("R23: attempt %s is still open".formatted(open.id())));
                stores
                    .attempts()
                    .dialogsOf(server)
                    .forEach(leg ->
                        referee.complain(
                            "R23: the dialog of %s is still kept".formatted(leg.leg())));
                stores
                    .sessions()
                    .openOn(server)
                    .forEach(
                        row -> referee.complain("session %s is still open".formatted(row.id())));
                return server;
              });
    }
  }

  private Map<LegId, Ring> rings() {
    Map<LegId, Ring> rings = new HashMap<>();
    Map<String, LegId> legs = new HashMap<>();
    referee.orders().keySet().forEach(leg -> legs.put(leg.toString(), leg));
    for (Ring ring : evidence.log().rings()) {
      LegId leg = legs.get(ring.call().reference());
      if (leg == null) {
        referee.complain("R22: nobody ordered %s".formatted(ring));
      } else if (rings.put(leg, ring) != null) {
        referee.complain("R22: rung twice for one attempt: %s".formatted(ring));
      }
      if (ring.open()) {
        referee.complain("still on the line: %s".formatted(ring));
      }
    }
    return rings;
  }

  private void attempt(Referee.Ordered order, Optional<Ring> ring) {
    Optional<Action> standing =
        town.books()
            .in(town.campaign(), stores -> stores.attempts().dispositionOf(order.attempt().id()))
            .map(DispositionRow::disposition)
            .map(said -> said.action());
    Set<Action> may = referee.mayBe(order.attempt().id());
    if (standing.isEmpty()) {
      referee.complain("no outcome of %s".formatted(order));
    } else if (!may.isEmpty() && !may.contains(standing.get())) {
      referee.complain(
          "R22: a screen confirmed %s, the books say %s: %s".formatted(may, standing.get(), order));
    } else if (ring.flatMap(it -> it.times().ringingAt()).isPresent()
        && standing.get() == Action.NOT_PLACED) {
      referee.complain("R15: it rang, and counts as not placed: %s".formatted(order));
    }
  }

  private void number(PhoneId phone) {
    PlainStanding.judge(town, referee, phone);
    town
        .books()
        .in(town.campaign(), stores -> stores.queue().lockHousehold(phone))
        .phones()
        .stream()
        .filter(file -> file.id().equals(phone))
        .flatMap(file -> file.entries().stream())
        .forEach(this::held);
  }

  private void held(Entry entry) {
    town.books()
        .in(town.campaign(), stores -> stores.queue().candidate(entry.id()))
        .flatMap(candidate -> candidate.hold())
        .ifPresent(hold -> referee.complain("R5: still held: %s".formatted(hold)));
  }

  /// R17: whatever happened, they are on the list.
  private void listed(String number) {
    if (!town.books()
        .in(town.campaign(), stores -> stores.doNotCall().holds(new PhoneNumber(number)))) {
      referee.complain("R17: %s is not on the list any more".formatted(number));
    }
  }
}
