package org.hustings.schema.engine;

import static java.util.stream.Collectors.groupingBy;
import static org.hustings.schema.generated.Tables.ATTEMPT;
import static org.hustings.schema.generated.Tables.DISPOSITION;
import static org.hustings.schema.generated.Tables.DISPOSITION_VOTER;
import static org.hustings.schema.generated.Tables.DO_NOT_CALL;
import static org.hustings.schema.generated.Tables.PHONE;
import static org.hustings.schema.generated.Tables.QUEUE_ENTRY;
import static org.hustings.schema.generated.Tables.REOPENING;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Fact;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.queue.Entry;
import org.hustings.core.queue.Household.PhoneFile;
import org.hustings.core.voter.DoNotCallList.Source;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.Disposition;
import org.hustings.schema.generated.tables.records.DispositionVoterRecord;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

/// Reads the files of numbers: their valid facts and their entries.
final class PhoneFiles {
  /// Listed for another reason than what was said in a call (R17): that is a fact already, and goes
  /// when it is corrected.
  private static final Field<Boolean> LISTED =
      DSL.field(
              DSL.exists(
                  DSL.selectOne()
                      .from(DO_NOT_CALL)
                      .where(
                          DO_NOT_CALL.NUMBER.eq(PHONE.NUMBER),
                          DO_NOT_CALL.TAKEN_OFF_AT.isNull(),
                          DO_NOT_CALL.SOURCE.ne(DSL.inline(Source.DISPOSITION.name())))))
          .as("listed");

  private static final Disposition LATER = DISPOSITION.as("later");
  private static final Disposition FIRST = DISPOSITION.as("first");

  /// An attempt without an end of its leg ended when it was first disposed; a correction, whenever
  /// it comes, does not make the number rest anew.
  private static final Field<Instant> ENDED_AT =
      DSL.coalesce(
              ATTEMPT.ENDED_AT,
              DSL.field(
                  DSL.select(FIRST.AT)
                      .from(FIRST)
                      .where(FIRST.ATTEMPT_ID.eq(ATTEMPT.ID), FIRST.SUPERSEDES.isNull())))
          .as("fact_ended_at");

  private final OpenTransaction transaction;
  private final ZoneSets zoneSets;

  PhoneFiles(OpenTransaction transaction, ZoneSets zoneSets) {
    this.transaction = transaction;
    this.zoneSets = zoneSets;
  }

  Map<PhoneId, PhoneFile> read(Collection<PhoneId> phones) {
    Long[] ids = phones.stream().map(PhoneId::value).toArray(Long[]::new);
    Map<Long, List<Entry>> entries = entries(ids);
    Map<Long, List<Fact>> facts = facts(ids);
    return transaction
        .sql()
        .select(PHONE.ID, PHONE.NUMBER_ZONES, LISTED)
        .from(PHONE)
        .where(PHONE.ID.eq(DSL.any(ids)))
        .fetchMap(
            row -> new PhoneId(row.get(PHONE.ID)),
            row ->
                new PhoneFile(
                    new PhoneId(row.get(PHONE.ID)),
                    zoneSets.zones(row.get(PHONE.NUMBER_ZONES)),
                    row.get(LISTED),
                    facts.getOrDefault(row.get(PHONE.ID), List.of()),
                    entries.getOrDefault(row.get(PHONE.ID), List.of())));
  }

  private Map<Long, List<Entry>> entries(Long[] phones) {
    return transaction
        .sql()
        .selectFrom(QUEUE_ENTRY)
        .where(QUEUE_ENTRY.PHONE_ID.eq(DSL.any(phones)))
        .orderBy(QUEUE_ENTRY.ID)
        .fetch(EntryRows::entry)
        .stream()
        .collect(groupingBy(entry -> entry.phone().value()));
  }

  /// In the order of their time.
  private Map<Long, List<Fact>> facts(Long[] phones) {
    Map<Long, List<Fact>> facts = new HashMap<>();
    Result<? extends Record> attempts = disposedAttempts(phones);
    Map<Long, List<DispositionVoterRecord>> voters =
        votersOf(attempts.map(row -> row.get(DISPOSITION.ID)));
    for (Record row : attempts) {
      facts
          .computeIfAbsent(row.get(ATTEMPT.PHONE_ID), _ -> new ArrayList<>())
          .add(attempted(row, voters.getOrDefault(row.get(DISPOSITION.ID), List.of())));
    }
    transaction
        .sql()
        .selectFrom(REOPENING)
        .where(REOPENING.PHONE_ID.eq(DSL.any(phones)))
        .orderBy(REOPENING.ID)
        .forEach(row ->
            facts
                .computeIfAbsent(row.getPhoneId(), _ -> new ArrayList<>())
                .add(new Fact.Reopened(row.getAt(), new UserId(row.getByUser()))));
    facts.values().forEach(ofPhone -> ofPhone.sort(Comparator.comparing(Fact::at)));
    return facts;
  }

  private Result<? extends Record> disposedAttempts(Long[] phones) {
    return transaction
        .sql()
        .select(
            ATTEMPT.ID,
            ATTEMPT.PHONE_ID,
            ATTEMPT.PROJECT_ID,
            ATTEMPT.USER_ID,
            ATTEMPT.PLANNED_AT,
            ENDED_AT)
        .select(
            DISPOSITION.ID,
            DISPOSITION.ACTION,
            DISPOSITION.CALL_BACK_AT,
            DISPOSITION.RETRY_DELAY_MS)
        .from(ATTEMPT)
        .join(DISPOSITION)
        .on(DISPOSITION.ATTEMPT_ID.eq(ATTEMPT.ID))
        .where(
            ATTEMPT.PHONE_ID.eq(DSL.any(phones)),
            DSL.notExists(DSL.selectOne().from(LATER).where(LATER.SUPERSEDES.eq(DISPOSITION.ID))))
        .orderBy(ATTEMPT.PLANNED_AT, DISPOSITION.ID)
        .fetch();
  }

  private Map<Long, List<DispositionVoterRecord>> votersOf(List<Long> dispositions) {
    return transaction
        .sql()
        .selectFrom(DISPOSITION_VOTER)
        .where(DISPOSITION_VOTER.DISPOSITION_ID.eq(DSL.any(dispositions.toArray(Long[]::new))))
        .collect(groupingBy(DispositionVoterRecord::getDispositionId));
  }

  private static Fact attempted(Record row, List<DispositionVoterRecord> voters) {
    return new Fact.Attempted(
        row.get(ATTEMPT.PLANNED_AT),
        new AttemptId(row.get(ATTEMPT.ID)),
        new ProjectId(row.get(ATTEMPT.PROJECT_ID)),
        new UserId(row.get(ATTEMPT.USER_ID)),
        row.get(ENDED_AT),
        Action.valueOf(row.get(DISPOSITION.ACTION)),
        Dispositions.voters(voters, DISPOSITION_VOTER.REACHED),
        Dispositions.voters(voters, DISPOSITION_VOTER.WRONG_NUMBER),
        Optional.ofNullable(row.get(DISPOSITION.CALL_BACK_AT)),
        Duration.ofMillis(row.get(DISPOSITION.RETRY_DELAY_MS)));
  }
}
