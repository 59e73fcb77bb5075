package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.ATTEMPT;
import static org.hustings.schema.generated.Tables.DISPOSITION;
import static org.hustings.schema.generated.Tables.DISPOSITION_VOTER;
import static org.hustings.schema.generated.Tables.PHONE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.management.VoterDirectory.AttemptFile;
import org.hustings.core.management.VoterDirectory.Said;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.DispositionRecord;
import org.hustings.schema.generated.tables.records.DispositionVoterRecord;
import org.hustings.schema.json.EvidenceJson;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

/// Attempts with all that was said of them: three queries a page, however long it is.
final class AttemptFiles {
  private final OpenTransaction transaction;

  AttemptFiles(OpenTransaction transaction) {
    this.transaction = transaction;
  }

  /// Latest first.
  List<AttemptFile> where(Condition condition, int atMost) {
    Result<? extends Record> rows =
        transaction
            .sql()
            .select(ATTEMPT.asterisk(), PHONE.NUMBER)
            .from(ATTEMPT)
            .join(PHONE)
            .on(PHONE.ID.eq(ATTEMPT.PHONE_ID))
            .where(condition)
            .orderBy(ATTEMPT.PLANNED_AT.desc(), ATTEMPT.ID.desc())
            .limit(atMost)
            .fetch();
    Map<UUID, List<Said>> said = said(rows.getValues(ATTEMPT.ID));
    List<AttemptFile> files = new ArrayList<>();
    for (Record row : rows) {
      files.add(file(row, said.getOrDefault(row.get(ATTEMPT.ID), List.of())));
    }
    return List.copyOf(files);
  }

  private Map<UUID, List<Said>> said(List<UUID> attempts) {
    List<DispositionRecord> dispositions =
        transaction
            .sql()
            .selectFrom(DISPOSITION)
            .where(DISPOSITION.ATTEMPT_ID.eq(DSL.any(attempts.toArray(UUID[]::new))))
            .orderBy(DISPOSITION.ID.desc())
            .fetch();
    Long[] ids = dispositions.stream().map(DispositionRecord::getId).toArray(Long[]::new);
    Map<Long, List<DispositionVoterRecord>> voters =
        transaction
            .sql()
            .selectFrom(DISPOSITION_VOTER)
            .where(DISPOSITION_VOTER.DISPOSITION_ID.eq(DSL.any(ids)))
            .orderBy(DISPOSITION_VOTER.VOTER_ID)
            .stream()
            .collect(Collectors.groupingBy(DispositionVoterRecord::getDispositionId));
    return dispositions.stream()
        .collect(
            Collectors.groupingBy(
                DispositionRecord::getAttemptId,
                Collectors.mapping(
                    row -> said(row, voters.getOrDefault(row.getId(), List.of())),
                    Collectors.toList())));
  }

  private static Said said(DispositionRecord row, List<DispositionVoterRecord> voters) {
    return new Said(
        row.getCode(),
        Action.valueOf(row.getAction()),
        Optional.ofNullable(row.getCallBackAt()),
        Optional.ofNullable(row.getByUser()).map(UserId::new),
        row.getAt(),
        voters.stream()
            .filter(DispositionVoterRecord::getReached)
            .map(voter -> new VoterId(voter.getVoterId()))
            .toList(),
        voters.stream()
            .filter(DispositionVoterRecord::getWrongNumber)
            .map(voter -> new VoterId(voter.getVoterId()))
            .toList());
  }

  private static AttemptFile file(Record row, List<Said> said) {
    return new AttemptFile(
        new AttemptId(row.get(ATTEMPT.ID)),
        new ProjectId(row.get(ATTEMPT.PROJECT_ID)),
        new PhoneId(row.get(ATTEMPT.PHONE_ID)),
        new PhoneNumber(row.get(PHONE.NUMBER)),
        new UserId(row.get(ATTEMPT.USER_ID)),
        row.get(ATTEMPT.PLANNED_AT),
        Optional.ofNullable(row.get(ATTEMPT.RINGING_AT)),
        Optional.ofNullable(row.get(ATTEMPT.ANSWERED_AT)),
        Optional.ofNullable(row.get(ATTEMPT.ENDED_AT)),
        Optional.ofNullable(row.get(ATTEMPT.OUTCOME)).map(outcome -> end(row, outcome)),
        EvidenceJson.read(row.get(ATTEMPT.PRESENTED)),
        EvidenceJson.read(row.get(ATTEMPT.DIALED)),
        said);
  }

  private static LegEnd end(Record row, String outcome) {
    return new LegEnd(
        LegEnd.Outcome.valueOf(outcome),
        LegEnd.Blame.valueOf(row.get(ATTEMPT.BLAME)),
        LegEnd.By.valueOf(row.get(ATTEMPT.ENDED_BY)),
        LegEnd.Placed.valueOf(row.get(ATTEMPT.PLACED)),
        row.get(ATTEMPT.RANG),
        row.get(ATTEMPT.CODE));
  }
}
