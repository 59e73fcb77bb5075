package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.QUEUE_ENTRY;
import static org.hustings.schema.generated.Tables.REOPENING;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.Explanation;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.QueueStore;
import org.hustings.core.queue.Ruling;
import org.hustings.core.queue.Settlement;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.connection.OpenTransaction;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// The queue in PostgreSQL, for one transaction.
public final class PostgresQueueStore implements QueueStore {
  private final OpenTransaction transaction;
  private final EngineMemory memory;
  private final ProjectRows projects;
  private final ZoneSets zoneSets;
  private final Changes changes;
  private final Holds holds;
  private final Candidates candidates;
  private final Taking taking;

  PostgresQueueStore(OpenTransaction transaction, EngineMemory memory) {
    this.transaction = transaction;
    this.memory = memory;
    this.projects = new ProjectRows(transaction, memory.knownSettings());
    this.zoneSets = new ZoneSets(transaction, memory.knownZones());
    this.changes = new Changes(transaction, memory);
    this.holds = new Holds(transaction, memory, changes);
    this.candidates = new Candidates(zoneSets);
    this.taking = new Taking(transaction, changes, candidates, projects);
  }

  @Override
  public List<Optional<Claim>> claim(
      ProjectId project, List<Claimant> claimants, Predicate<Set<ZoneId>> open, Instant now) {
    if (claimants.isEmpty()) {
      return List.of();
    }
    Map<Integer, Claim> taken =
        new Claiming(transaction, memory, taking, claimants, now)
            .claim(project, knownZoneSets(), open);
    return IntStream.range(0, claimants.size())
        .mapToObj(place -> Optional.ofNullable(taken.get(place)))
        .toList();
  }

  private Map<Long, Set<ZoneId>> knownZoneSets() {
    long marks = memory.claimMarks().unheardOf();
    return memory.knownZones().all(transaction.campaign(), marks, zoneSets::all);
  }

  @Override
  public Optional<Candidate> candidate(EntryId entry) {
    Message message = transaction.byKeys();
    Reply<Candidates.Row> found = candidates.ask(message, List.of(entry));
    message.send();
    return Optional.ofNullable(candidates.byEntry(found).get(entry));
  }

  @Override
  public Optional<Briefing> briefing(EntryId entry) {
    Message message = transaction.byKeys();
    Reply<Candidates.Row> found = candidates.ask(message, List.of(entry));
    Reply<Project> project = projects.askOf(message, entry);
    message.send();
    return Optional.ofNullable(candidates.byEntry(found).get(entry))
        .map(fresh -> new Briefing(fresh, project.rows().getFirst()));
  }

  @Override
  public Optional<Hold> hold(EntryId entry, Hold.Holder holder, Instant until, Instant now) {
    return Optional.ofNullable(
            transaction
                .sql()
                .select(QUEUE_ENTRY.PHONE_ID)
                .from(QUEUE_ENTRY)
                .where(QUEUE_ENTRY.ID.eq(entry.value()))
                .fetchOne(QUEUE_ENTRY.PHONE_ID))
        .flatMap(phone -> taking.take(entry, new PhoneId(phone), holder, until));
  }

  @Override
  public boolean renew(Hold hold, Instant until) {
    return holds.renew(hold, until);
  }

  @Override
  public Optional<Hold> handOver(Hold hold, Hold.Holder to, Instant until) {
    return holds.handOver(hold, to, until);
  }

  @Override
  public boolean release(Hold hold) {
    return holds.release(hold);
  }

  @Override
  public boolean release(PhoneId phone) {
    return holds.release(phone);
  }

  @Override
  public void skipped(EntryId entry, Instant at) {
    Slot last = new Slot(Slot.REJOINED, Micros.of(at), null);
    transaction
        .sql()
        .update(QUEUE_ENTRY)
        .set(QUEUE_ENTRY.SKIPPED_AT, at)
        .set(QUEUE_ENTRY.LANE, ifReady((short) last.lane(), QUEUE_ENTRY.LANE))
        .set(QUEUE_ENTRY.RANK, ifReady(last.rank(), QUEUE_ENTRY.RANK))
        .set(QUEUE_ENTRY.PROMISED_BY, ifReady(null, QUEUE_ENTRY.PROMISED_BY))
        .where(QUEUE_ENTRY.ID.eq(entry.value()))
        .returning()
        .fetch()
        .stream()
        .filter(row -> row.getState().equals("READY"))
        .forEach(row ->
            changes.ready(
                new ProjectId(row.getProjectId()), row.getZoneSetId(), EntryRows.key(row)));
  }

  private static <T> Field<T> ifReady(@Nullable T value, Field<T> otherwise) {
    return DSL.when(
            QUEUE_ENTRY.STATE.eq(DSL.inline("READY")), DSL.val(value, otherwise.getDataType()))
        .otherwise(otherwise);
  }

  @Override
  public int expireHolds(Instant now) {
    return holds.expire(now);
  }

  @Override
  public int promote(Instant now, int atMost) {
    return new Promotions(transaction, memory, changes).promote(now, atMost);
  }

  @Override
  public Optional<Instant> nextPromotion() {
    return new Promotions(transaction, memory, changes).next();
  }

  @Override
  public Household lockHousehold(PhoneId phone) {
    return lockHouseholds(List.of(phone)).getFirst();
  }

  /// The households of many numbers, as for an import: with the same few statements as for one.
  public List<Household> lockHouseholds(Collection<PhoneId> phones) {
    return new HouseholdReader(transaction, zoneSets, projects).lock(phones);
  }

  @Override
  public void save(Household before, Ruling after) {
    saveAll(List.of(new Settled(before, after)));
  }

  /// Writes the rulings on many households.
  public void saveAll(List<Settled> settled) {
    new RulingWriter(transaction, zoneSets, changes).save(settled);
  }

  /// Rules on many numbers at once, as after an import: locks their households in the order of the
  /// phones' ids, settles them and writes what has changed. Some thousand at a time: as long as the
  /// transaction is open, none of them can be claimed.
  public void settle(Collection<PhoneId> phones, Settlement settlement, Instant now) {
    saveAll(
        lockHouseholds(phones).stream()
            .map(household -> new Settled(household, settlement.settle(household, now)))
            .toList());
  }

  @Override
  public void reopened(PhoneId phone, UserId by, Instant at) {
    transaction
        .sql()
        .insertInto(REOPENING)
        .set(REOPENING.CAMPAIGN_ID, transaction.campaignId())
        .set(REOPENING.PHONE_ID, phone.value())
        .set(REOPENING.BY_USER, by.value())
        .set(REOPENING.AT, at)
        .execute();
  }

  @Override
  public Explanation explain(ProjectId project, Openings openings, Instant now) {
    return new Explaining(zoneSets, openings, now).of(transaction, project);
  }
}
