package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.ATTEMPT;
import static org.hustings.schema.generated.Tables.DISPOSITION;
import static org.hustings.schema.generated.Tables.DISPOSITION_VOTER;
import static org.hustings.schema.generated.Tables.INCIDENT;
import static org.hustings.schema.generated.Tables.NOTE;
import static org.hustings.schema.generated.Tables.SURVEY_ANSWER;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hustings.core.attempt.AttemptStore.DispositionRow;
import org.hustings.core.attempt.AttemptStore.Written;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.disposition.Disposition.SurveyAnswer;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.management.IncidentBook;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.DispositionRecord;
import org.hustings.schema.generated.tables.records.DispositionVoterRecord;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/// What was said of attempts: rows that are only ever added, the last of an attempt's being valid
/// (R21).
final class Dispositions {
  private final long campaign;
  private final DSLContext sql;
  private final Additions additions;

  Dispositions(OpenTransaction transaction) {
    this.additions = new Additions(transaction);
    this.campaign = transaction.campaignId();
    this.sql = transaction.sql();
  }

  Written write(DispositionRow row) {
    // One at a time for an attempt: the chain of corrections does not fork.
    boolean known =
        sql.select(ATTEMPT.ID)
            .from(ATTEMPT)
            .where(ATTEMPT.ID.eq(row.attempt().value()))
            .forNoKeyUpdate()
            .fetchOptional()
            .isPresent();
    if (!known) {
      throw new IllegalStateException("there is no attempt " + row.attempt());
    }
    List<DispositionRecord> before = chain(row.attempt());
    if (before.stream().anyMatch(earlier -> earlier.getKey().equals(row.key()))) {
      return Written.REPEATED;
    }
    long id = insert(row, before.isEmpty() ? null : before.getLast().getId());
    insertWhatGoesWith(id, row.disposition());
    additions.write(id, row);
    row.disposition().abuse().ifPresent(text -> report(row, text));
    if (!before.isEmpty()) {
      return Written.CORRECTION;
    }
    sql.update(ATTEMPT)
        .set(ATTEMPT.DISPOSED_AT, row.at())
        .where(ATTEMPT.ID.eq(row.attempt().value()))
        .execute();
    return Written.NEW;
  }

  /// In the order in which they were written.
  private List<DispositionRecord> chain(AttemptId attempt) {
    return sql.selectFrom(DISPOSITION)
        .where(DISPOSITION.ATTEMPT_ID.eq(attempt.value()))
        .orderBy(DISPOSITION.ID)
        .fetch();
  }

  private long insert(DispositionRow row, @Nullable Long supersedes) {
    DispositionRecord inserted = new DispositionRecord();
    inserted.setCampaignId(campaign);
    inserted.setAttemptId(row.attempt().value());
    inserted.setKey(row.key());
    inserted.setCode(row.disposition().code());
    inserted.setAction(row.disposition().action().name());
    inserted.setCallBackAt(row.disposition().callBackAt().orElse(null));
    inserted.setByUser(row.by().map(UserId::value).orElse(null));
    inserted.setAt(row.at());
    inserted.setRetryDelayMs(row.retryDelay().toMillis());
    inserted.setSupersedes(supersedes);
    return sql.insertInto(DISPOSITION)
        .set(inserted)
        .returning(DISPOSITION.ID)
        .fetchSingle(DISPOSITION.ID);
  }

  private void insertWhatGoesWith(long id, Disposition said) {
    Set<VoterId> named = new HashSet<>(said.reached());
    named.addAll(said.wrongNumberFor());
    for (VoterId voter : named) {
      sql.insertInto(DISPOSITION_VOTER)
          .set(DISPOSITION_VOTER.CAMPAIGN_ID, campaign)
          .set(DISPOSITION_VOTER.DISPOSITION_ID, id)
          .set(DISPOSITION_VOTER.VOTER_ID, voter.value())
          .set(DISPOSITION_VOTER.REACHED, said.reached().contains(voter))
          .set(DISPOSITION_VOTER.WRONG_NUMBER, said.wrongNumberFor().contains(voter))
          .execute();
    }
    said.notes()
        .forEach((voter, text) ->
            sql.insertInto(NOTE)
                .set(NOTE.CAMPAIGN_ID, campaign)
                .set(NOTE.DISPOSITION_ID, id)
                .set(NOTE.VOTER_ID, voter.value())
                .set(NOTE.TEXT, text)
                .execute());
    for (SurveyAnswer answer : said.answers()) {
      sql.insertInto(SURVEY_ANSWER)
          .set(SURVEY_ANSWER.CAMPAIGN_ID, campaign)
          .set(SURVEY_ANSWER.DISPOSITION_ID, id)
          .set(SURVEY_ANSWER.VOTER_ID, answer.voter().value())
          .set(SURVEY_ANSWER.QUESTION, answer.question())
          .set(SURVEY_ANSWER.VALUES, answer.values().toArray(String[]::new))
          .execute();
    }
  }

  /// Once for a call, however often its outcome is corrected.
  private void report(DispositionRow row, String text) {
    sql.insertInto(INCIDENT)
        .set(INCIDENT.CAMPAIGN_ID, campaign)
        .set(INCIDENT.KIND, IncidentBook.Kind.ABUSE.name())
        .set(INCIDENT.ATTEMPT_ID, row.attempt().value())
        .set(INCIDENT.REPORTED_BY, row.by().orElseThrow().value())
        .set(INCIDENT.AT, row.at())
        .set(INCIDENT.TEXT, text)
        .onConflictDoNothing()
        .execute();
  }

  Optional<DispositionRow> valid(AttemptId attempt) {
    return chain(attempt).stream().reduce((_, later) -> later).map(this::row);
  }

  private DispositionRow row(DispositionRecord row) {
    List<DispositionVoterRecord> voters =
        sql.selectFrom(DISPOSITION_VOTER)
            .where(DISPOSITION_VOTER.DISPOSITION_ID.eq(row.getId()))
            .fetch();
    Disposition disposition =
        new Disposition(
            row.getCode(),
            Action.valueOf(row.getAction()),
            voters(voters, DISPOSITION_VOTER.REACHED),
            voters(voters, DISPOSITION_VOTER.WRONG_NUMBER),
            Optional.ofNullable(row.getCallBackAt()),
            notes(row.getId()),
            answers(row.getId()));
    return new DispositionRow(
        new AttemptId(row.getAttemptId()),
        row.getKey(),
        disposition,
        Optional.ofNullable(row.getByUser()).map(UserId::new),
        row.getAt(),
        Duration.ofMillis(row.getRetryDelayMs()));
  }

  private Map<VoterId, String> notes(long id) {
    return sql.selectFrom(NOTE)
        .where(NOTE.DISPOSITION_ID.eq(id))
        .fetchMap(note -> new VoterId(note.getVoterId()), note -> note.getText());
  }

  private List<SurveyAnswer> answers(long id) {
    return sql.selectFrom(SURVEY_ANSWER)
        .where(SURVEY_ANSWER.DISPOSITION_ID.eq(id))
        .orderBy(SURVEY_ANSWER.VOTER_ID, SURVEY_ANSWER.QUESTION)
        .fetch(answer ->
            new SurveyAnswer(
                new VoterId(answer.getVoterId()),
                answer.getQuestion(),
                List.of(answer.getValues())));
  }

  static Set<VoterId> voters(List<DispositionVoterRecord> rows, Field<Boolean> which) {
    return rows.stream()
        .filter(row -> row.get(which))
        .map(row -> new VoterId(row.getVoterId()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
