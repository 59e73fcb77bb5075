package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.ATTEMPT;
import static org.hustings.schema.generated.Tables.DO_NOT_CALL;
import static org.hustings.schema.generated.Tables.LINK;
import static org.hustings.schema.generated.Tables.PHONE;
import static org.hustings.schema.generated.Tables.QUEUE_ENTRY;
import static org.hustings.schema.generated.Tables.REOPENING;
import static org.hustings.schema.generated.Tables.VOTER;
import static org.hustings.schema.generated.Tables.ZONE_SET;

import java.util.List;
import java.util.Optional;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.management.VoterDirectory.PhoneHistory;
import org.hustings.core.management.VoterDirectory.Place;
import org.hustings.core.management.VoterDirectory.Reopened;
import org.hustings.core.management.VoterDirectory.Resident;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.core.voter.PhoneStatus;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.PhoneRecord;
import org.hustings.schema.generated.tables.records.QueueEntryRecord;

/// A number with all that happened to it.
final class PhoneHistories {
  private static final int MOST_ATTEMPTS = 200;

  private final OpenTransaction transaction;

  PhoneHistories(OpenTransaction transaction) {
    this.transaction = transaction;
  }

  Optional<PhoneHistory> of(PhoneId phone) {
    return transaction
        .sql()
        .selectFrom(PHONE)
        .where(PHONE.ID.eq(phone.value()))
        .fetchOptional(this::history);
  }

  private PhoneHistory history(PhoneRecord row) {
    long phone = row.getId();
    return new PhoneHistory(
        new PhoneId(phone),
        new PhoneNumber(row.getNumber()),
        PhoneStatus.valueOf(row.getStatus()),
        row.getAttempts(),
        Optional.ofNullable(row.getNotBefore()),
        zones(row.getZones()),
        transaction
            .sql()
            .fetchExists(
                DO_NOT_CALL,
                DO_NOT_CALL.NUMBER.eq(row.getNumber()),
                DO_NOT_CALL.TAKEN_OFF_AT.isNull()),
        residents(phone),
        places(phone),
        new AttemptFiles(transaction).where(ATTEMPT.PHONE_ID.eq(phone), MOST_ATTEMPTS),
        reopenings(phone));
  }

  private List<String> zones(long set) {
    return List.of(
        transaction
            .sql()
            .selectFrom(ZONE_SET)
            .where(ZONE_SET.ID.eq(set))
            .fetchSingle(ZONE_SET.ZONES));
  }

  private List<Resident> residents(long phone) {
    return transaction
        .sql()
        .select(VOTER.ID, VOTER.FIRST_NAME, VOTER.LAST_NAME, LINK.SCORE, LINK.WRONG)
        .from(LINK)
        .join(VOTER)
        .on(VOTER.ID.eq(LINK.VOTER_ID))
        .where(LINK.PHONE_ID.eq(phone))
        .orderBy(LINK.SCORE.desc(), VOTER.ID)
        .fetch(row ->
            new Resident(
                new VoterId(row.get(VOTER.ID)),
                (row.get(VOTER.FIRST_NAME) + " " + row.get(VOTER.LAST_NAME)).strip(),
                row.get(LINK.SCORE),
                row.get(LINK.WRONG)));
  }

  private List<Place> places(long phone) {
    return transaction
        .sql()
        .selectFrom(QUEUE_ENTRY)
        .where(QUEUE_ENTRY.PHONE_ID.eq(phone))
        .orderBy(QUEUE_ENTRY.PROJECT_ID)
        .fetch(PhoneHistories::place);
  }

  private static Place place(QueueEntryRecord row) {
    return new Place(
        new ProjectId(row.getProjectId()),
        row.getId(),
        row.getState(),
        row.getScore(),
        Optional.ofNullable(row.getWaitingCause())
            .or(() -> Optional.ofNullable(row.getOutReason())),
        Optional.ofNullable(row.getWaitingUntil()));
  }

  private List<Reopened> reopenings(long phone) {
    return transaction
        .sql()
        .selectFrom(REOPENING)
        .where(REOPENING.PHONE_ID.eq(phone))
        .orderBy(REOPENING.AT.desc())
        .fetch(row -> new Reopened(row.getAt(), new UserId(row.getByUser())));
  }
}
