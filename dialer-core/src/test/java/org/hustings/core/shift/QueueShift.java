package org.hustings.core.shift;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hustings.core.account.Volunteer;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore.DispositionRow;
import org.hustings.core.dialing.Law;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.QueueStore.Claim;
import org.hustings.core.queue.QueueStore.Claimant;
import org.hustings.core.rule.Case;
import org.hustings.core.rule.Evidence;
import org.hustings.core.rule.Verdict;
import org.hustings.core.shift.plain.Plan;
import org.hustings.core.shift.plain.Ring;
import org.hustings.core.telephony.LegEnd;

/// Fifty volunteers at work on stores, on one thread and by a clock of their own: claim, judge,
/// ring, say what came of it, rule anew. What the engine does around the stores, without its
/// sessions and its telephony.
///
/// Some skip a number now and then, and some walk away from one, whose lease then ends by itself.
final class QueueShift {
  static final Instant MONDAY = Instant.parse("2026-11-16T12:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final LegEnd ENDED =
      new LegEnd(
          LegEnd.Outcome.ANSWERED,
          LegEnd.Blame.NOBODY,
          LegEnd.By.FAR_END,
          LegEnd.Placed.YES,
          true,
          "");

  private final Stage stage;
  private final Law law;
  private final Random random;
  private final List<Ring> log = new ArrayList<>();
  private final Map<PhoneId, Integer> rings = new HashMap<>();
  private final Map<Integer, Set<EntryId>> skipped = new HashMap<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
  private long order;

  QueueShift(Stage stage, Law law, long seed) {
    this.stage = stage;
    this.law = law;
    this.random = new Random(seed);
  }

  /// Plays so many days, and gives the log of all rings.
  List<Ring> play(int days) {
    stage.phones().forEach(phone -> in(stores -> rule(stores, phone, MONDAY)));
    for (int volunteer = 0; volunteer < stage.volunteers().size(); volunteer++) {
      int who = volunteer;
      at(MONDAY.plusSeconds(who), now -> ask(who, now));
    }
    Instant end = MONDAY.plus(Duration.ofDays(days));
    while (!events.isEmpty() && events.element().at().isBefore(end)) {
      Event event = events.remove();
      event.action().happen(event.at());
    }
    return log;
  }

  private void at(Instant at, Action action) {
    events.add(new Event(at, order++, action));
  }

  private void ask(int volunteer, Instant now) {
    Project project = project(random.nextInt(stage.projects().size()));
    Optional<Claim> claim =
        law.whenToCall().openings(project, now).projectOpen()
            ? next(volunteer, project, now)
            : Optional.empty();
    if (claim.isEmpty()) {
      at(now.plusSeconds(180), then -> ask(volunteer, then));
    } else {
      decide(volunteer, project, claim.get(), now);
    }
  }

  private Project project(int index) {
    return in(stores -> stores.projects().find(stage.projects().get(index))).orElseThrow();
  }

  private Optional<Claim> next(int volunteer, Project project, Instant now) {
    Stage.Worker worker = stage.volunteers().get(volunteer);
    Claimant claimant =
        new Claimant(
            worker.user(),
            worker.holder(),
            skipped.getOrDefault(volunteer, Set.of()),
            now.plus(LEASE));
    return in(stores -> {
      stores.queue().expireHolds(now);
      stores.queue().promote(now, Integer.MAX_VALUE);
      return stores
          .queue()
          .claim(project.id(), List.of(claimant), law.whenToCall().zonesOpen(project, now), now)
          .getFirst();
    });
  }

  private void decide(int volunteer, Project project, Claim claim, Instant now) {
    int mood = random.nextInt(100);
    if (mood < 4) {
      skipped.computeIfAbsent(volunteer, _ -> new HashSet<>()).add(claim.candidate().entry());
      in(stores -> {
        stores.queue().skipped(claim.candidate().entry(), now);
        return stores.queue().release(claim.hold());
      });
      at(now.plusSeconds(20), then -> ask(volunteer, then));
    } else if (mood < 6) {
      // Away with a number on the screen, and with a new session after that.
      skipped.remove(volunteer);
      at(now.plusSeconds(900), then -> ask(volunteer, then));
    } else {
      call(volunteer, project, claim, now);
    }
  }

  private void call(int volunteer, Project project, Claim claim, Instant now) {
    Stage.Worker worker = stage.volunteers().get(volunteer);
    Volunteer person =
        new Volunteer(worker.user(), stage.campaign(), "Volunteer " + volunteer, Set.of());
    Verdict verdict =
        law.book()
            .judge(new Case(claim.candidate(), project, person, Optional.of(claim.hold()), now));
    switch (verdict) {
      case Verdict.Refused _ -> {
        in(stores -> {
          stores.queue().release(claim.hold());
          return rule(stores, claim.candidate().phone(), now);
        });
        at(now.plusSeconds(30), then -> ask(volunteer, then));
      }
      case Verdict.Allowed allowed -> ring(volunteer, project, claim, allowed.evidence(), now);
    }
  }

  private void ring(int volunteer, Project project, Claim claim, Evidence evidence, Instant now) {
    Attempt attempt = attempt(volunteer, project, claim, evidence, now);
    if (!in(stores -> stores.attempts().begin(attempt, claim.hold()))) {
      throw new AssertionError("a claimed number could not be rung: " + claim.hold());
    }
    Instant endedAt = now.plusSeconds(60 + random.nextInt(420));
    Instant saidAt = endedAt.plusSeconds(random.nextInt(60));
    PhoneId phone = claim.candidate().phone();
    log.add(
        new Ring(
            now,
            endedAt,
            saidAt,
            stage.projects().indexOf(project.id()),
            stage.numberOf(phone),
            volunteer));
    int ring = rings.merge(phone, 1, Integer::sum);
    at(
        saidAt,
        then -> {
          say(attempt, claim, ring, project, endedAt, then);
          at(then.plusSeconds(5), later -> ask(volunteer, later));
        });
  }

  private Attempt attempt(
      int volunteer, Project project, Claim claim, Evidence evidence, Instant now) {
    Stage.Worker worker = stage.volunteers().get(volunteer);
    return new Attempt(
        new AttemptId(new UUID(random.nextLong(), random.nextLong())),
        stage.campaign(),
        project.id(),
        claim.candidate().entry(),
        claim.candidate().phone(),
        worker.session(),
        worker.user(),
        worker.holder().server(),
        Optional.empty(),
        Optional.empty(),
        now,
        Attempt.Progress.NONE,
        Optional.empty(),
        evidence,
        evidence);
  }

  private void say(
      Attempt attempt, Claim claim, int ring, Project project, Instant endedAt, Instant now) {
    Plan.Answer answer = stage.plan().numbers().get(stage.numberOf(attempt.phone())).answer(ring);
    in(stores -> {
      stores.attempts().ended(attempt.id(), ENDED, endedAt);
      stores
          .attempts()
          .dispose(
              new DispositionRow(
                  attempt.id(),
                  "only",
                  stage.disposition(answer, now),
                  Optional.of(attempt.volunteer()),
                  now,
                  project.settings().retryDelay()));
      rule(stores, attempt.phone(), now);
      return stores.queue().release(claim.hold());
    });
  }

  private boolean rule(Stores stores, PhoneId phone, Instant now) {
    Household household = stores.queue().lockHousehold(phone);
    stores.queue().save(household, law.settlement().settle(household, now));
    return true;
  }

  private <T> T in(Function<Stores, T> work) {
    return stage.in(work);
  }

  private record Event(Instant at, long order, Action action) {}

  @FunctionalInterface
  private interface Action {
    void happen(Instant now);
  }
}
