package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.LEG_DIALOG;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ServerId;
import org.hustings.core.queue.Hold;
import org.hustings.core.telephony.LegEnd;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.json.EvidenceJson;
import org.jspecify.annotations.Nullable;

/// Attempts in PostgreSQL, for one transaction.
final class PostgresAttemptStore implements AttemptStore {
  /// The hold is locked, so that nobody ends it while the attempt begins under it.
  private static final String BEGIN =
      """
      with held as materialized (
             select h.phone_id from hold h where h.phone_id = ? and h.number = ? for update)
      insert into attempt (campaign_id, id, project_id, entry_id, phone_id, session_id, user_id,
             server_id, leg_id, trunk, planned_at, presented, dialed)
      select current_campaign(), ?, ?, ?, held.phone_id, ?, ?, ?, cast(? as uuid), cast(? as text),
             cast(? as timestamptz), cast(? as jsonb), cast(? as jsonb)
        from held
          on conflict (campaign_id, phone_id) where disposed_at is null do nothing
      returning id\
      """;

  private static final String FIND =
      "select " + AttemptRows.COLUMNS + " from attempt a where %s order by a.planned_at, a.id";

  private static final String PROGRESS =
      """
      update attempt
         set accepted_at = ?, ringing_at = ?, answered_at = ?, voicemail_at = ?,
             ended_at = coalesce(ended_at, ?)
       where id = ?\
      """;

  private static final String ENDED =
      """
      update attempt
         set ended_at = ?, outcome = ?, blame = ?, ended_by = ?, placed = ?, rang = ?, code = ?
       where id = ? and outcome is null\
      """;

  private static final String STORE_DIALOG =
      """
      insert into leg_dialog (campaign_id, leg_id, server_id, dialog) values (?, ?, ?, ?)
          on conflict (campaign_id, leg_id)
          do update set server_id = excluded.server_id, dialog = excluded.dialog\
      """;

  private static final String FORGET_DIALOG = "delete from leg_dialog where leg_id = ?";

  private final OpenTransaction transaction;
  private final ProjectRows projects;

  PostgresAttemptStore(OpenTransaction transaction, ProjectRows projects) {
    this.transaction = transaction;
    this.projects = projects;
  }

  @Override
  public boolean begin(Attempt attempt, Hold hold) {
    if (!attempt.progress().equals(Attempt.Progress.NONE) || attempt.end().isPresent()) {
      throw new IllegalArgumentException("expected a new attempt, got " + attempt.progress());
    }
    Message message = transaction.byKeys();
    Reply<Boolean> begun =
        message.ask(
            BEGIN,
            _ -> true,
            attempt.phone().value(),
            hold.number(),
            attempt.id().value(),
            attempt.project().value(),
            attempt.entry().value(),
            attempt.session().value(),
            attempt.volunteer().value(),
            attempt.server().value(),
            attempt.leg().map(LegId::value).orElse(null),
            attempt.trunk().orElse(null),
            Micros.offset(attempt.plannedAt()),
            EvidenceJson.write(attempt.presented()).data(),
            EvidenceJson.write(attempt.dialed()).data());
    message.send();
    return !begun.rows().isEmpty();
  }

  @Override
  public Optional<Attempt> find(AttemptId id) {
    return asked("a.id = ?", id.value()).stream().findFirst();
  }

  @Override
  public Optional<File> lockFile(AttemptId id) {
    return new AttemptFiles(transaction, projects).lock(id);
  }

  @Override
  public void progress(AttemptId id, Attempt.Progress progress) {
    transaction.tell(
        PROGRESS,
        moment(progress.acceptedAt()),
        moment(progress.ringingAt()),
        moment(progress.answeredAt()),
        moment(progress.voicemailAt()),
        moment(progress.endedAt()),
        id.value());
  }

  private static @Nullable OffsetDateTime moment(Optional<Instant> at) {
    return at.map(Micros::offset).orElse(null);
  }

  @Override
  public void ended(AttemptId id, LegEnd end, Instant at) {
    transaction.tell(
        ENDED,
        Micros.offset(at),
        end.outcome().name(),
        end.blame().name(),
        end.by().name(),
        end.placed().name(),
        end.rang(),
        end.code(),
        id.value());
  }

  @Override
  public void storeDialog(LegId leg, ServerId server, String dialog) {
    transaction.tell(STORE_DIALOG, transaction.campaignId(), leg.value(), server.value(), dialog);
  }

  @Override
  public void forgetDialog(LegId leg) {
    transaction.tell(FORGET_DIALOG, leg.value());
  }

  @Override
  public List<StoredLeg> dialogsOf(ServerId server) {
    return transaction
        .sql()
        .selectFrom(LEG_DIALOG)
        .where(LEG_DIALOG.SERVER_ID.eq(server.value()))
        .orderBy(LEG_DIALOG.LEG_ID)
        .fetch(row -> new StoredLeg(new LegId(row.getLegId()), row.getDialog()));
  }

  @Override
  public List<Attempt> openOf(ServerId server) {
    return asked("a.server_id = ? and a.disposed_at is null", server.value());
  }

  @Override
  public Optional<Attempt> openAt(PhoneId phone) {
    return asked("a.phone_id = ? and a.disposed_at is null", phone.value()).stream().findFirst();
  }

  private List<Attempt> asked(String which, Object value) {
    Message message = transaction.message();
    Reply<Attempt> found = message.ask(FIND.formatted(which), AttemptRows::read, value);
    message.send();
    return found.rows();
  }

  @Override
  public Written dispose(DispositionRow row) {
    return new Dispositions(transaction).write(row);
  }

  @Override
  public Optional<DispositionRow> dispositionOf(AttemptId id) {
    return new Dispositions(transaction).valid(id);
  }
}
