package org.hustings.server.shift.plain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hustings.server.shift.plain.Plan.Answer;
import org.hustings.server.shift.plain.Plan.Kind;
import org.hustings.server.shift.plain.Plan.Link;
import org.hustings.server.shift.plain.Plan.Voter;

/// The rules of dialing, put down once more and as simply as can be.
public final class PlainRules {
  private static final LocalTime CALL_BACKS_AT = LocalTime.of(18, 0);

  private final Plan plan;
  private final List<NumberBook> books = new ArrayList<>();
  private final List<Set<Integer>> votersAt = new ArrayList<>();
  private final Map<Integer, Set<Integer>> done = new HashMap<>();

  public PlainRules(Plan plan) {
    this.plan = plan;
    for (int number = 0; number < plan.numbers().size(); number++) {
      books.add(new NumberBook(number));
      votersAt.add(new HashSet<>());
    }
    for (int voter = 0; voter < plan.voters().size(); voter++) {
      for (Link link : plan.voters().get(voter).links()) {
        votersAt.get(link.number()).add(voter);
      }
    }
    for (int project = 0; project < plan.projects().size(); project++) {
      done.put(project, new HashSet<>());
    }
  }

  /// Rings, in any order, whatever is still wanted, until nothing is. In a plan as [SeededPlan]
  /// makes them, every order ends the same.
  public Outcome playToTheEnd(Random random) {
    Set<Integer> open = new TreeSet<>();
    books.forEach(book -> open.add(book.number));
    while (!open.isEmpty()) {
      List<Integer> choice = List.copyOf(open);
      int number = choice.get(random.nextInt(choice.size()));
      List<Integer> wanting = projectsWanting(number);
      if (wanting.isEmpty()) {
        open.remove(number);
      } else {
        int project = wanting.get(random.nextInt(wanting.size()));
        open.addAll(numbersOfPeopleAt(number));
        say(new Ring(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, project, number, 0));
      }
    }
    return outcome();
  }

  /// When somebody is done with a number, their others may be wanted.
  private Set<Integer> numbersOfPeopleAt(int number) {
    Set<Integer> numbers = new HashSet<>();
    for (int voter : votersAt.get(number)) {
      plan.voters().get(voter).links().forEach(link -> numbers.add(link.number()));
    }
    return numbers;
  }

  /// Projects that still want somebody who is now to be reached at this number.
  List<Integer> projectsWanting(int number) {
    List<Integer> wanting = new ArrayList<>();
    for (int project = 0; project < plan.projects().size(); project++) {
      if (mayStillBeCalled(number, project) && !standsFor(number, project).isEmpty()) {
        wanting.add(project);
      }
    }
    return wanting;
  }

  /// R2: who is queued by this number.
  List<Integer> standsFor(int number, int project) {
    return votersAt.get(number).stream().filter(voter -> isAt(voter, number, project)).toList();
  }

  private boolean isAt(int voter, int number, int project) {
    Voter who = plan.voters().get(voter);
    if (!who.projects().contains(project) || doneIn(project).contains(voter)) {
      return false;
    }
    for (Link link : who.links()) {
      NumberBook book = books.get(link.number());
      boolean right = !book.wrongFor.contains(voter);
      // R20: nobody leaves a number of which it is not known how the call went, but for those who
      // had left it before that call.
      int limit = plan.projects().get(project).limit();
      boolean waits = book.unresolved() && book.attempts <= limit;
      if (right && (waits || mayStillBeCalled(link.number(), project))) {
        return link.number() == number;
      }
    }
    return false;
  }

  private Set<Integer> doneIn(int project) {
    return done.getOrDefault(project, Set.of());
  }

  /// R3, R19.
  boolean mayStillBeCalled(int number, int project) {
    NumberBook book = books.get(number);
    return book.active() && book.attempts < plan.projects().get(project).limit();
  }

  NumberBook book(int number) {
    return books.get(number);
  }

  /// What comes of a ring: the table of outcomes, line by line.
  void say(Ring ring) {
    NumberBook book = books.get(ring.number());
    book.ringCount++;
    book.rings.add(ring);
    book.promise = null;
    Answer answer = plan.numbers().get(ring.number()).answer(book.ringCount);
    if (answer.kind() != Kind.CALL_BACK) {
      book.callBacksInRow = 0;
    }
    switch (answer.kind()) {
      case SUCCESSFUL -> {
        book.status = "COMPLETED";
        markDone(ring.project(), spokenWith(ring, answer));
      }
      case VOICEMAIL -> {
        book.status = "VOICEMAIL_LEFT";
        markDone(ring.project(), targetedAt(ring));
      }
      case REFUSED -> refused(book, "REFUSED", ring, answer);
      case DO_NOT_CALL -> refused(book, "DO_NOT_CALL", ring, answer);
      case BUSY, NO_ANSWER, FAILED -> rests(book, ring);
      case WRONG_NUMBER -> {
        book.wrongFor.addAll(answer.voters());
        rests(book, ring);
      }
      case CALL_BACK -> callBack(book, ring);
      case UNRESOLVED -> {
        book.status = "UNRESOLVED";
        book.attempts++;
      }
    }
  }

  private void refused(NumberBook book, String status, Ring ring, Answer answer) {
    Collection<Integer> voters = spokenWith(ring, answer);
    book.status = status;
    for (int project = 0; project < plan.projects().size(); project++) {
      markDone(project, voters);
    }
  }

  private void rests(NumberBook book, Ring ring) {
    book.attempts++;
    book.restsUntil = ring.endedAt().plus(plan.projects().get(ring.project()).delay());
  }

  private void callBack(NumberBook book, Ring ring) {
    book.callBacksInRow++;
    if (book.callBacksInRow == 4) {
      book.callBacksInRow = 0;
      rests(book, ring);
    } else {
      Instant due = callBackDue(ring.saidAt());
      book.restsUntil = due;
      book.promise = new NumberBook.Promise(ring.project(), ring.volunteer(), due);
    }
  }

  /// When a call-back is due that was promised at this time.
  public static Instant callBackDue(Instant saidAt) {
    return saidAt
        .atZone(Plan.HOME)
        .toLocalDate()
        .plusDays(1)
        .atTime(CALL_BACKS_AT)
        .atZone(Plan.HOME)
        .toInstant();
  }

  private Collection<Integer> spokenWith(Ring ring, Answer answer) {
    return answer.voters().isEmpty() ? targetedAt(ring) : answer.voters();
  }

  private List<Integer> targetedAt(Ring ring) {
    return votersAt.get(ring.number()).stream()
        .filter(voter -> plan.voters().get(voter).projects().contains(ring.project()))
        .filter(voter -> !books.get(ring.number()).wrongFor.contains(voter))
        .toList();
  }

  private void markDone(int project, Collection<Integer> voters) {
    voters.stream()
        .filter(voter -> plan.voters().get(voter).projects().contains(project))
        .forEach(voter -> done.computeIfAbsent(project, _ -> new HashSet<>()).add(voter));
  }

  public Outcome outcome() {
    Map<Integer, Outcome.NumberState> numbers = new TreeMap<>();
    for (NumberBook book : books) {
      numbers.put(
          book.number,
          new Outcome.NumberState(book.status, book.attempts, Set.copyOf(book.wrongFor)));
    }
    Map<Integer, Set<Integer>> doneNow = new TreeMap<>();
    done.forEach((project, voters) -> doneNow.put(project, Set.copyOf(voters)));
    return new Outcome(numbers, doneNow);
  }

  Duration suppressionOf(int project) {
    return plan.projects().get(project).suppression();
  }

  Plan plan() {
    return plan;
  }
}
