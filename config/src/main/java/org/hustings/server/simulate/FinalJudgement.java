package org.hustings.server.simulate;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.attempt.AttemptStore.DispositionRow;
import org.hustings.core.dialing.EngineMetrics.Invariant;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Fact;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ServerId;
import org.hustings.core.queue.Entry;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Standing;
import org.hustings.core.voter.PhoneStatus;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.RingLog;

/// How everything must stand when all have gone home: nothing open, nothing held, nothing lost, and
/// every number in the state that its calls give it.
final class FinalJudgement {
  private static final int CALL_BACKS_IN_A_ROW = 4;

  private final Evidence evidence;
  private final Referee referee;
  private final Town town;

  /// What is looked at.
  record Evidence(
      Town town,
      Referee referee,
      RingLog log,
      Troubles troubles,
      List<ServerId> servers,
      BrokenInvariants broken) {}

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
    engineSays();
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

  /// R11 to R19, once more and as plainly as can be.
  private void number(PhoneId phone) {
    Household household =
        town.books().in(town.campaign(), stores -> stores.queue().lockHousehold(phone));
    Household.PhoneFile file =
        household.phones().stream()
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
    file.entries().forEach(this::held);
  }

  private static int left(Action action, int callBacks) {
    return action == Action.NOT_PLACED ? callBacks : 0;
  }

  private void held(Entry entry) {
    town.books()
        .in(town.campaign(), stores -> stores.queue().candidate(entry.id()))
        .flatMap(candidate -> candidate.hold())
        .ifPresent(hold -> referee.complain("R5: still held: %s".formatted(hold)));
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

  /// What the engine counts as impossible must not be, but for what lost words explain.
  private void engineSays() {
    Set<Invariant> explained = EnumSet.noneOf(Invariant.class);
    if (evidence.troubles().everHad(Trouble.LINES_LOSSY)
        || evidence.troubles().everHad(Trouble.SIP_DEAF)
        || evidence.troubles().everHad(Trouble.MACHINE_ASLEEP)
        || evidence.troubles().everHad(Trouble.TRUNK_SILENT)) {
      explained.add(Invariant.LEG_LOST);
      explained.add(Invariant.LEG_WITHOUT_OWNER);
    }
    evidence
        .broken()
        .counts()
        .forEach((invariant, count) -> {
          if (!explained.contains(invariant)) {
            referee.complain("broken: %s, %d times".formatted(invariant, count));
          }
        });
  }
}
