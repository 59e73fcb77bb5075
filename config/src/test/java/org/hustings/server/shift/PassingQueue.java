package org.hustings.server.shift;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.Explanation;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.QueueStore;
import org.hustings.core.queue.Ruling;

/// Passes everything on, but for what a subclass gets wrong.
public class PassingQueue implements QueueStore {
  protected final QueueStore books;

  protected PassingQueue(QueueStore books) {
    this.books = books;
  }

  @Override
  public List<Optional<Claim>> claim(
      ProjectId project, List<Claimant> claimants, Predicate<Set<ZoneId>> open, Instant now) {
    return books.claim(project, claimants, open, now);
  }

  @Override
  public Optional<Candidate> candidate(EntryId entry) {
    return books.candidate(entry);
  }

  @Override
  public Optional<Briefing> briefing(EntryId entry) {
    return books.briefing(entry);
  }

  @Override
  public Optional<Hold> hold(EntryId entry, Hold.Holder holder, Instant until, Instant now) {
    return books.hold(entry, holder, until, now);
  }

  @Override
  public boolean renew(Hold hold, Instant until) {
    return books.renew(hold, until);
  }

  @Override
  public Optional<Hold> handOver(Hold hold, Hold.Holder to, Instant until) {
    return books.handOver(hold, to, until);
  }

  @Override
  public boolean release(Hold hold) {
    return books.release(hold);
  }

  @Override
  public boolean release(PhoneId phone) {
    return books.release(phone);
  }

  @Override
  public void skipped(EntryId entry, Instant at) {
    books.skipped(entry, at);
  }

  @Override
  public int expireHolds(Instant now) {
    return books.expireHolds(now);
  }

  @Override
  public int promote(Instant now, int atMost) {
    return books.promote(now, atMost);
  }

  @Override
  public Optional<Instant> nextPromotion() {
    return books.nextPromotion();
  }

  @Override
  public Household lockHousehold(PhoneId phone) {
    return books.lockHousehold(phone);
  }

  @Override
  public void save(Household before, Ruling after) {
    books.save(before, after);
  }

  @Override
  public void reopened(PhoneId phone, UserId by, Instant at) {
    books.reopened(phone, by, at);
  }

  @Override
  public Explanation explain(ProjectId project, Openings openings, Instant now) {
    return books.explain(project, openings, now);
  }
}
