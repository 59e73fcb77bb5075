package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.DISPOSITION;
import static org.hustings.schema.generated.Tables.DISPOSITION_VOTER;
import static org.hustings.schema.generated.Tables.INCIDENT;
import static org.hustings.schema.generated.Tables.NOTE;
import static org.hustings.schema.generated.Tables.SURVEY_ANSWER;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
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
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.DispositionRecord;
import org.hustings.schema.generated.tables.records.DispositionVoterRecord;
import org.jooq.Field;

/// What was said of attempts: rows that are only ever added, the last of an attempt's being valid
/// (R21).
final class Dispositions {
  private static final String LOCK = "select a.id from attempt a where a.id = ? for no key update";

  /// One at a time for an attempt, which is locked: the chain of corrections does not fork. Nothing
  /// is written if the key is known.
  private static final String SAY =
      """
      with said as (
             insert into disposition (campaign_id, attempt_id, key, code, action, call_back_at, by_user,
                    at, retry_delay_ms, supersedes)
             select a.campaign_id, a.id, ?, ?, ?, cast(? as timestamptz), cast(? as bigint),
                    cast(? as timestamptz), ?,
                    (select max(d.id) from disposition d where d.attempt_id = a.id)
               from attempt a
              where a.id = ?
                and (select true from disposition d where d.attempt_id = a.id and d.key = ?) is null
          returning id, at, supersedes),
           closed as (
             update attempt a set disposed_at = (select said.at from said)
              where a.id = ? and exists (select from said where said.supersedes is null))
      select said.id, said.supersedes is null as first from said\
      """;

  private static final String VOTERS =
      """
      insert into disposition_voter (campaign_id, disposition_id, voter_id, reached, wrong_number)
      select current_campaign(), ?, named.*
        from unnest(cast(? as bigint[]), cast(? as boolean[]), cast(? as boolean[])) as named
      returning voter_id\
      """;

  private static final String NOTES =
      """
      insert into note (campaign_id, disposition_id, voter_id, text)
      select current_campaign(), ?, noted.*
        from unnest(cast(? as bigint[]), cast(? as text[])) as noted
      returning voter_id\
      """;

  private static final String ANSWER =
      """
      insert into survey_answer (campaign_id, disposition_id, voter_id, question, "values")
      values (current_campaign(), ?, ?, ?, ?)
      returning voter_id\
      """;

  private final OpenTransaction transaction;

  Dispositions(OpenTransaction transaction) {
    this.transaction = transaction;
  }

  Written write(DispositionRow row) {
    Message message = transaction.byKeys();
    Reply<UUID> locked =
        message.ask(LOCK, found -> found.getObject(1, UUID.class), row.attempt().value());
    Reply<Saying> said = say(message, row);
    message.send();
    if (locked.rows().isEmpty()) {
      throw new IllegalStateException("there is no attempt " + row.attempt());
    }
    if (said.rows().isEmpty()) {
      return Written.REPEATED;
    }
    Saying saying = said.rows().getFirst();
    writeWhatGoesWith(saying.id, row.disposition());
    new Additions(transaction).write(saying.id, row);
    row.disposition().abuse().ifPresent(text -> report(row, text));
    return saying.first ? Written.NEW : Written.CORRECTION;
  }

  private static Reply<Saying> say(Message message, DispositionRow row) {
    UUID attempt = row.attempt().value();
    return message.ask(
        SAY,
        Saying::of,
        row.key(),
        row.disposition().code(),
        row.disposition().action().name(),
        row.disposition().callBackAt().map(Micros::offset).orElse(null),
        row.by().map(UserId::value).orElse(null),
        Micros.offset(row.at()),
        row.retryDelay().toMillis(),
        attempt,
        row.key(),
        attempt);
  }

  /// @param first nothing had been said of the attempt before
  private record Saying(long id, boolean first) {
    static Saying of(ResultSet row) throws SQLException {
      return new Saying(row.getLong("id"), row.getBoolean("first"));
    }
  }

  private void writeWhatGoesWith(long id, Disposition said) {
    Message message = transaction.byKeys();
    Set<VoterId> named = new TreeSet<>(said.reached());
    named.addAll(said.wrongNumberFor());
    if (!named.isEmpty()) {
      message.ask(
          VOTERS,
          Dispositions::written,
          id,
          ids(named),
          named.stream().map(said.reached()::contains).toArray(Boolean[]::new),
          named.stream().map(said.wrongNumberFor()::contains).toArray(Boolean[]::new));
    }
    if (!said.notes().isEmpty()) {
      Map<VoterId, String> notes = new TreeMap<>(said.notes());
      message.ask(
          NOTES,
          Dispositions::written,
          id,
          ids(notes.keySet()),
          notes.values().toArray(String[]::new));
    }
    for (SurveyAnswer answer : said.answers()) {
      message.ask(
          ANSWER,
          Dispositions::written,
          id,
          answer.voter().value(),
          answer.question(),
          answer.values().toArray(String[]::new));
    }
    if (!message.isEmpty()) {
      message.send();
    }
  }

  private static long written(ResultSet row) throws SQLException {
    return row.getLong(1);
  }

  private static long[] ids(Collection<VoterId> voters) {
    return voters.stream().mapToLong(VoterId::value).toArray();
  }

  /// Once for a call, however often its outcome is corrected.
  private void report(DispositionRow row, String text) {
    transaction
        .sql()
        .insertInto(INCIDENT)
        .set(INCIDENT.CAMPAIGN_ID, transaction.campaignId())
        .set(INCIDENT.KIND, IncidentBook.Kind.ABUSE.name())
        .set(INCIDENT.ATTEMPT_ID, row.attempt().value())
        .set(INCIDENT.REPORTED_BY, row.by().orElseThrow().value())
        .set(INCIDENT.AT, row.at())
        .set(INCIDENT.TEXT, text)
        .onConflictDoNothing()
        .execute();
  }

  Optional<DispositionRow> valid(AttemptId attempt) {
    return transaction
        .sql()
        .selectFrom(DISPOSITION)
        .where(DISPOSITION.ATTEMPT_ID.eq(attempt.value()))
        .orderBy(DISPOSITION.ID.desc())
        .limit(1)
        .fetchOptional(this::row);
  }

  private DispositionRow row(DispositionRecord row) {
    List<DispositionVoterRecord> voters =
        transaction
            .sql()
            .selectFrom(DISPOSITION_VOTER)
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
    return transaction
        .sql()
        .selectFrom(NOTE)
        .where(NOTE.DISPOSITION_ID.eq(id))
        .fetchMap(note -> new VoterId(note.getVoterId()), note -> note.getText());
  }

  private List<SurveyAnswer> answers(long id) {
    return transaction
        .sql()
        .selectFrom(SURVEY_ANSWER)
        .where(SURVEY_ANSWER.DISPOSITION_ID.eq(id))
        .orderBy(SURVEY_ANSWER.VOTER_ID, SURVEY_ANSWER.QUESTION)
        .fetch(answer ->
            new SurveyAnswer(
                new VoterId(answer.getVoterId()),
                answer.getQuestion(),
                List.of(answer.getValues())));
  }

  private static Set<VoterId> voters(List<DispositionVoterRecord> rows, Field<Boolean> which) {
    return rows.stream()
        .filter(row -> row.get(which))
        .map(row -> new VoterId(row.getVoterId()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
