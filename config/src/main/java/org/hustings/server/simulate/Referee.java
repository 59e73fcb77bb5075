package org.hustings.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore.DispositionRow;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.LegId;
import org.hustings.core.queue.Standing;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.time.VirtualTime;
import org.hustings.core.voter.PhoneStatus;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.RingLog;

/// Knows the rules in plain words, and looks on: at every order before it leaves, at every word
/// that a screen confirmed, at every call that ought to be over.
final class Referee {
  /// R24, with a moment for the way.
  private static final Duration AT_ONCE = Duration.ofMillis(2_500);

  /// From the order to the outcome, whoever is gone: ringing, talk, the longest wrap-up, and
  /// whatever faults can add to that.
  private static final Duration LONGEST = Duration.ofMinutes(45);

  private static final LocalTime LEGAL_FROM = LocalTime.of(8, 0);
  private static final LocalTime LEGAL_UNTIL = LocalTime.of(21, 0);

  /// What keeps a word from reaching the other side, or the server from acting on it.
  static final Set<Trouble> NOT_HEARD =
      EnumSet.of(
          Trouble.LINES_LOSSY,
          Trouble.SIP_DEAF,
          Trouble.TRUNK_SILENT,
          Trouble.SERVER_KILLED,
          Trouble.MACHINE_ASLEEP);

  private final VirtualTime time;
  private final Machine machine;
  private final Town town;
  private final RingLog log;
  private final Troubles troubles;
  private final Journal journal;
  private final ListedNumbers listed;
  private final List<String> complaints = new ArrayList<>();
  private final Set<String> complained = new HashSet<>();
  private final Map<LegId, Ordered> orders = new LinkedHashMap<>();
  private final Map<String, Instant> lastOrder = new HashMap<>();
  private final Map<AttemptId, List<Said>> words = new HashMap<>();

  /// What the referee looks at.
  record View(VirtualTime time, Machine machine, Town town, RingLog log) {}

  Referee(View view, Troubles troubles, Journal journal) {
    this.time = view.time();
    this.machine = view.machine();
    this.town = view.town();
    this.log = view.log();
    this.troubles = troubles;
    this.journal = journal;
    this.listed = new ListedNumbers(time, log, troubles, this);
  }

  /// An order that left.
  ///
  /// @param attempt as it stood in the books at that moment
  record Ordered(String number, Attempt attempt, Instant at) {}

  /// An outcome that a volunteer gave; `confirmed` once the screen said that it is saved.
  private static final class Said {
    private final String key;
    private final Action action;
    private boolean confirmed;

    Said(String key, Action action) {
      this.key = key;
      this.action = action;
    }
  }

  Journal journal() {
    return journal;
  }

  List<String> complaints() {
    return complaints;
  }

  Map<LegId, Ordered> orders() {
    return orders;
  }

  ListedNumbers listed() {
    return listed;
  }

  /// Of what may be so for a while, and is looked at all the time.
  void complainOnce(String what) {
    if (complained.add(what)) {
      complain(what);
    }
  }

  void complain(String what) {
    String complaint = time.instant() + " " + what;
    journal.note("BROKEN", complaint);
    complaints.add(complaint);
  }

  /// Nobody at our side knows what becomes of this order.
  void unknown(LegId leg) {
    journal.note("nobody hears of", leg);
  }

  // --- at every order ---

  /// What may be dialed, and when (R4, R6, R7, R14, R19, R22).
  void ordered(DialOrder order) {
    String number = order.to().e164();
    listed.dialed(number);
    Town.Home home = town.home(number);
    journal.note("dials", number, order.leg());
    Optional<Attempt> open =
        town.books()
            .in(town.campaign(), stores -> stores.attempts().openAt(home.phone()))
            .filter(attempt -> attempt.leg().equals(Optional.of(order.leg())));
    if (open.isEmpty()) {
      complain("R22: %s is dialed, and no such attempt is written".formatted(number));
      return;
    }
    if (orders.put(order.leg(), new Ordered(number, open.get(), time.instant())) != null) {
      complain("R22: %s is dialed twice for one attempt".formatted(number));
    }
    if (log.ringsOf(number).stream().anyMatch(Ring::open)) {
      complain("R4: %s is dialed while it rings or talks".formatted(number));
    }
    var _ = time.after(LONGEST, () -> mustBeDecided(open.get().id(), number));
    hours(number, home, town.rulesOf(open.get().project()));
    rest(number, home, town.rulesOf(open.get().project()));
  }

  /// A telephone begins to ring, or would: whoever ordered it (R4).
  void rings(String number) {
    if (log.ringsOf(number).stream().anyMatch(Ring::open)) {
      complain("R4: %s is rung while it rings or talks".formatted(number));
    }
  }

  private void mustBeDecided(AttemptId attempt, String number) {
    if (town.books()
        .in(town.campaign(), stores -> stores.attempts().dispositionOf(attempt))
        .isEmpty()) {
      complain("R20: the call of %s has no outcome after %s".formatted(number, LONGEST));
    }
  }

  private void hours(String number, Town.Home home, Town.Rules rules) {
    LocalTime here = machine.instant().atZone(Town.HOME).toLocalTime();
    LocalTime there = machine.instant().atZone(home.zone()).toLocalTime();
    if (here.isBefore(rules.opens()) || !here.isBefore(rules.closes())) {
      complain("R6: %s is dialed at %s, the project is open %s".formatted(number, here, rules));
    }
    if (there.isBefore(LEGAL_FROM) || !there.isBefore(LEGAL_UNTIL)) {
      complain("R7: %s is dialed at %s its time".formatted(number, there));
    }
  }

  private void rest(String number, Town.Home home, Town.Rules rules) {
    Standing standing = town.books().standingOf(town.campaign(), home.phone());
    if (standing.status() != PhoneStatus.ACTIVE) {
      complain("R11: %s is dialed, and is %s".formatted(number, standing.status()));
    }
    if (standing.attempts() >= rules.limit()) {
      complain("R19: %s is dialed after %d attempts".formatted(number, standing.attempts()));
    }
    Instant before = lastOrder.put(number, time.instant());
    boolean clockSet =
        before != null && troubles.anyOf(EnumSet.of(Trouble.CLOCK_SET), before, time.instant());
    if (before != null && !clockSet && isRung(number, before)) {
      Duration since = Duration.between(before, time.instant());
      if (since.compareTo(Duration.ofMinutes(5)) < 0) {
        complain("R14: %s is dialed again after %s".formatted(number, since));
      }
    }
  }

  private boolean isRung(String number, Instant from) {
    return log.ringsOf(number).stream().anyMatch(ring -> !ring.times().arrivedAt().isBefore(from));
  }

  // --- what volunteers do ---

  /// Whatever rings or talks at this number must be over at once.
  ///
  /// @param why what the volunteer did
  void mustEnd(String number, String why) {
    Instant from = time.instant();
    List<Long> open = log.ringsOf(number).stream().filter(Ring::open).map(Ring::id).toList();
    if (open.isEmpty()) {
      return;
    }
    var _ =
        time.after(
            AT_ONCE,
            () -> {
              boolean excused =
                  troubles.anyOf(NOT_HEARD, from.minus(Duration.ofMinutes(6)), time.instant());
              boolean up =
                  log.ringsOf(number).stream()
                      .anyMatch(ring -> ring.open() && open.contains(ring.id()));
              if (up && !excused) {
                complain(
                    "R24: %s is still on the line, and the volunteer %s".formatted(number, why));
              }
            });
  }

  void says(AttemptId attempt, String key, Action action) {
    words.computeIfAbsent(attempt, _ -> new ArrayList<>()).add(new Said(key, action));
  }

  void confirmed(AttemptId attempt, String key) {
    words.getOrDefault(attempt, List.of()).stream()
        .filter(said -> said.key.equals(key))
        .forEach(said -> said.confirmed = true);
    Optional<Attempt> found =
        town.books()
            .in(
                town.campaign(),
                stores ->
                    stores
                        .attempts()
                        .find(attempt)
                        .filter(_ -> isWritten(stores.attempts().dispositionOf(attempt), key)));
    if (found.isEmpty()) {
      complain(
          "R21: a screen confirmed the outcome of %s, and it is not written".formatted(attempt));
    } else {
      PlainStanding.judge(town, this, found.get().phone());
    }
  }

  private static boolean isWritten(Optional<DispositionRow> standing, String key) {
    return standing.filter(row -> row.key().equals(key)).isPresent();
  }

  /// What the books may say of an attempt, as far as screens confirmed something: the word
  /// confirmed last, or one that was given after it and may have been written without a reply.
  /// Empty: anything.
  Set<Action> mayBe(AttemptId attempt) {
    Set<Action> may = EnumSet.noneOf(Action.class);
    boolean confirmed = false;
    for (Said said : words.getOrDefault(attempt, List.of())) {
      if (said.confirmed) {
        may.clear();
        confirmed = true;
      }
      may.add(said.action);
    }
    return confirmed ? may : Set.of();
  }
}
