package org.hustings.server.shift.plain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/// Judges a log of rings, one after the other, by called number and time: was this ring allowed?
public final class Witness {
  private static final LocalTime LEGAL_FROM = LocalTime.of(8, 0);
  private static final LocalTime LEGAL_TO = LocalTime.of(21, 0);

  private final Plan plan;
  private final PlainRules rules;
  private final List<String> complaints = new ArrayList<>();

  /// Calls of which it has not been said yet what came of them, the next to be said first.
  private final Queue<Ring> going = new PriorityQueue<>(Comparator.comparing(Ring::saidAt));

  public Witness(Plan plan) {
    this.plan = plan;
    this.rules = new PlainRules(plan);
  }

  /// @param log in the order of time
  /// @return what was not allowed, and who was forgotten
  public List<String> judge(List<Ring> log) {
    for (Ring ring : log) {
      sayUntil(ring.at());
      judge(ring);
      going.add(ring);
    }
    sayUntil(Instant.MAX);
    for (int number = 0; number < plan.numbers().size(); number++) {
      List<Integer> wanting = rules.projectsWanting(number);
      if (!wanting.isEmpty()) {
        complaints.add("R2: number " + number + " is still wanted by projects " + wanting);
      }
    }
    return List.copyOf(complaints);
  }

  private void sayUntil(Instant now) {
    while (!going.isEmpty() && !going.element().saidAt().isAfter(now)) {
      rules.say(going.remove());
    }
  }

  private void judge(Ring ring) {
    NumberBook book = rules.book(ring.number());
    if (going.stream().anyMatch(other -> other.number() == ring.number())) {
      complain("R4: rung while another call to it is going on", ring);
    }
    if (!projectIsOpen(ring.project(), ring.at())) {
      complain("R6: outside the project's hours", ring);
    }
    if (!isLegal(ring.number(), ring.at())) {
      complain("R7: outside the legal window", ring);
    }
    if (!rules.mayStillBeCalled(ring.number(), ring.project())) {
      complain("R3: is " + book.status + " after " + book.attempts + " attempts", ring);
    }
    if (rules.standsFor(ring.number(), ring.project()).isEmpty()) {
      complain("R2: nobody is to be reached there", ring);
    }
    if (ring.at().isBefore(book.restsUntil)) {
      complain("R14, R18: rung before " + book.restsUntil, ring);
    }
    judgePromise(book, ring);
  }

  private void judgePromise(NumberBook book, Ring ring) {
    NumberBook.Promise promise = book.promise;
    boolean promisedHere = promise != null && promise.project() == ring.project();
    if (promise != null
        && promisedHere
        && promise.volunteer() != ring.volunteer()
        && ring.at().isBefore(promise.due().plus(Duration.ofMinutes(15)))) {
      complain("R18: kept for volunteer " + promise.volunteer(), ring);
    }
    Instant suppressedFrom = ring.at().minus(rules.suppressionOf(ring.project()));
    if (!promisedHere
        && book.rings.stream()
            .filter(earlier -> earlier.project() != ring.project())
            .anyMatch(earlier -> earlier.at().isAfter(suppressedFrom))) {
      complain("R9: another project called a short while ago", ring);
    }
  }

  private boolean projectIsOpen(int project, Instant at) {
    LocalTime local = at.atZone(Plan.HOME).toLocalTime();
    return plan.projects().get(project).windows().stream()
        .anyMatch(window -> !local.isBefore(window.opens()) && local.isBefore(window.closes()));
  }

  private boolean isLegal(int number, Instant at) {
    LocalTime local = at.atZone(plan.numbers().get(number).zone()).toLocalTime();
    return !local.isBefore(LEGAL_FROM) && local.isBefore(LEGAL_TO);
  }

  private void complain(String what, Ring ring) {
    complaints.add(what + ": " + ring);
  }
}
