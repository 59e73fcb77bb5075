package org.hustings.core.rehearsal;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hustings.core.disposition.Fact;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.Entry;
import org.hustings.core.queue.EntryCensus;
import org.hustings.core.queue.EntryState.Out;
import org.hustings.core.queue.EntryState.Ready;
import org.hustings.core.queue.EntryState.Waiting;
import org.hustings.core.queue.Explanation;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Position;
import org.hustings.core.queue.QueueStore;
import org.hustings.core.queue.Rank;
import org.hustings.core.queue.Ruling;
import org.hustings.core.rehearsal.Rows.EntryRow;
import org.hustings.core.rehearsal.Rows.PhoneRow;

/// The queue of one campaign in memory.
final class RehearsalQueue implements QueueStore {
  private final Books books;
  private final RehearsalHouseholds households;

  RehearsalQueue(Books books) {
    this.books = books;
    this.households = new RehearsalHouseholds(books);
  }

  @Override
  public List<Optional<Claim>> claim(
      ProjectId project, List<Claimant> claimants, Predicate<Set<ZoneId>> open, Instant now) {
    List<Optional<Claim>> claims = new ArrayList<>();
    for (Claimant claimant : claimants) {
      claims.add(
          best(project, claimant, open, now)
              .map(entry -> {
                Hold hold = take(books.entries.get(entry), claimant.holder(), claimant.until());
                return new Claim(
                    fresh(books.entries.get(entry)), hold, books.projectRows.get(project));
              }));
    }
    return claims;
  }

  /// R1.
  private Optional<EntryId> best(
      ProjectId project, Claimant claimant, Predicate<Set<ZoneId>> open, Instant now) {
    Predicate<Rank> pleases =
        rank ->
            !claimant.exclude().contains(rank.entry())
                && rank.mayGoTo(claimant.user(), now)
                && isFree(books.entries.get(rank.entry()).entry().phone());
    return books.readyIndex.promisedBy(claimant.user(), project).stream()
        .filter(rank -> open.test(books.entries.get(rank.entry()).zones()))
        .filter(pleases)
        .findFirst()
        .or(() -> books.readyIndex.first(project, open, pleases))
        .map(Rank::entry);
  }

  private boolean isFree(PhoneId phone) {
    return !books.holds.has(phone) && !books.openAttempts.has(phone);
  }

  private Hold take(EntryRow row, Hold.Holder holder, Instant until) {
    Entry entry = row.entry();
    Hold hold = new Hold(entry.phone(), entry.id(), holder, books.nextId(), until);
    books.holds.put(entry.phone(), hold);
    return hold;
  }

  @Override
  public Optional<Candidate> candidate(EntryId entry) {
    return books.entries.find(entry).map(this::fresh);
  }

  @Override
  public Optional<Briefing> briefing(EntryId entry) {
    return candidate(entry)
        .map(fresh -> new Briefing(fresh, books.projectRows.get(fresh.project())));
  }

  private Candidate fresh(EntryRow row) {
    Entry entry = row.entry();
    PhoneRow phone = books.phones.get(entry.phone());
    return new Candidate(
        entry.id(),
        entry.project(),
        entry.phone(),
        phone.number(),
        entry.state(),
        phone.standing(),
        phone.zones(),
        books.doNotCallSources.has(phone.number()),
        phone.standing().lastCalledFromElsewhere(entry.project()),
        books.holds.find(entry.phone()),
        books.openAttempts.has(entry.phone()));
  }

  @Override
  public Optional<Hold> hold(EntryId entry, Hold.Holder holder, Instant until, Instant now) {
    return books
        .entries
        .find(entry)
        .filter(row -> isFree(row.entry().phone()))
        .map(row -> take(row, holder, until));
  }

  @Override
  public boolean renew(Hold hold, Instant until) {
    boolean ours = isOurs(hold);
    if (ours) {
      books.holds.change(
          hold.phone(),
          held -> new Hold(held.phone(), held.entry(), held.holder(), held.number(), until));
    }
    return ours;
  }

  @Override
  public Optional<Hold> handOver(Hold hold, Hold.Holder to, Instant until) {
    return isOurs(hold)
        ? Optional.of(take(books.entries.get(hold.entry()), to, until))
        : Optional.empty();
  }

  @Override
  public boolean release(Hold hold) {
    boolean ours = isOurs(hold);
    if (ours) {
      books.holds.remove(hold.phone());
    }
    return ours;
  }

  @Override
  public boolean release(PhoneId phone) {
    boolean held = books.holds.has(phone);
    if (held) {
      books.holds.remove(phone);
    }
    return held;
  }

  /// By its number alone: an end that was moved meanwhile makes it no other hold.
  boolean isOurs(Hold hold) {
    return books
        .holds
        .find(hold.phone())
        .filter(held -> held.number() == hold.number())
        .isPresent();
  }

  @Override
  public void skipped(EntryId entry, Instant at) {
    books.entries.change(
        entry,
        row ->
            row.entry().state() instanceof Ready
                ? row.skippedAt(at).in(new Ready(new Position.Rejoined(at)))
                : row.skippedAt(at));
  }

  @Override
  public int expireHolds(Instant now) {
    List<Hold> over =
        books.holds.all().stream()
            .filter(hold -> !hold.until().isAfter(now))
            .filter(hold -> !books.openAttempts.has(hold.phone()))
            .toList();
    over.forEach(hold -> books.holds.remove(hold.phone()));
    return over.size();
  }

  @Override
  public int promote(Instant now, int atMost) {
    List<EntryId> due = books.readyIndex.due(now, atMost);
    due.forEach(entry -> books.entries.change(entry, RehearsalQueue::promoted));
    return due.size();
  }

  private static EntryRow promoted(EntryRow row) {
    return row.entry().state() instanceof Waiting waiting ? row.in(new Ready(waiting.then())) : row;
  }

  @Override
  public Optional<Instant> nextPromotion() {
    return books.readyIndex.nextDue();
  }

  @Override
  public Household lockHousehold(PhoneId phone) {
    return households.around(phone);
  }

  @Override
  public void save(Household before, Ruling after) {
    households.save(before, after);
  }

  @Override
  public void reopened(PhoneId phone, UserId by, Instant at) {
    books.phones.get(phone);
    books.reopenings.put(
        phone, Books.with(books.reopenings.getOr(phone, List.of()), new Fact.Reopened(at, by)));
  }

  @Override
  public Explanation explain(ProjectId project, Openings openings, Instant now) {
    EntryCensus census = new EntryCensus(openings, now);
    books.entries.all().stream()
        .filter(row -> row.entry().project().equals(project))
        .forEach(row -> count(census, row));
    return census.of(project);
  }

  private void count(EntryCensus census, EntryRow row) {
    boolean held = !isFree(row.entry().phone());
    switch (row.entry().state()) {
      case Out(Out.Reason why) -> census.out(why, 1);
      case Ready _, Waiting _ when held -> census.held(1);
      case Ready _ -> census.ready(row.zones(), 1);
      case Waiting(Instant until, Position _, Waiting.Cause cause) ->
          census.waiting(cause, row.zones(), until, 1);
    }
  }
}
