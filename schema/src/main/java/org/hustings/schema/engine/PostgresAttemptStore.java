package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.ATTEMPT;
import static org.hustings.schema.generated.Tables.HOLD;
import static org.hustings.schema.generated.Tables.LEG_DIALOG;

import java.time.Instant;
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
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.AttemptRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;

/// Attempts in PostgreSQL, for one transaction.
final class PostgresAttemptStore implements AttemptStore {
  private final OpenTransaction transaction;
  private final DSLContext sql;

  PostgresAttemptStore(OpenTransaction transaction) {
    this.transaction = transaction;
    this.sql = transaction.sql();
  }

  @Override
  public boolean begin(Attempt attempt, Hold hold) {
    // Locked, so that nobody ends the hold while the attempt begins under it.
    boolean ours =
        sql.select(HOLD.NUMBER)
            .from(HOLD)
            .where(HOLD.PHONE_ID.eq(attempt.phone().value()), HOLD.NUMBER.eq(hold.number()))
            .forUpdate()
            .fetchOptional()
            .isPresent();
    return ours
        && sql.insertInto(ATTEMPT)
                .set(AttemptRows.row(attempt))
                .onConflict(ATTEMPT.CAMPAIGN_ID, ATTEMPT.PHONE_ID)
                .where(ATTEMPT.DISPOSED_AT.isNull())
                .doNothing()
                .execute()
            == 1;
  }

  @Override
  public Optional<Attempt> find(AttemptId id) {
    return where(ATTEMPT.ID.eq(id.value())).stream().findFirst();
  }

  @Override
  public void progress(AttemptId id, Attempt.Progress progress) {
    AttemptRecord row = new AttemptRecord();
    AttemptRows.setProgress(row, progress);
    sql.update(ATTEMPT).set(row).where(ATTEMPT.ID.eq(id.value())).execute();
  }

  @Override
  public void ended(AttemptId id, LegEnd end, Instant at) {
    AttemptRecord row = new AttemptRecord();
    AttemptRows.setEnd(row, end);
    row.setEndedAt(at);
    sql.update(ATTEMPT)
        .set(row)
        .where(ATTEMPT.ID.eq(id.value()), ATTEMPT.OUTCOME.isNull())
        .execute();
  }

  @Override
  public void storeDialog(LegId leg, ServerId server, String dialog) {
    sql.insertInto(LEG_DIALOG)
        .set(LEG_DIALOG.CAMPAIGN_ID, transaction.campaignId())
        .set(LEG_DIALOG.LEG_ID, leg.value())
        .set(LEG_DIALOG.SERVER_ID, server.value())
        .set(LEG_DIALOG.DIALOG, dialog)
        .onConflict(LEG_DIALOG.CAMPAIGN_ID, LEG_DIALOG.LEG_ID)
        .doUpdate()
        .set(LEG_DIALOG.SERVER_ID, server.value())
        .set(LEG_DIALOG.DIALOG, dialog)
        .execute();
  }

  @Override
  public void forgetDialog(LegId leg) {
    sql.deleteFrom(LEG_DIALOG).where(LEG_DIALOG.LEG_ID.eq(leg.value())).execute();
  }

  @Override
  public List<StoredLeg> dialogsOf(ServerId server) {
    return sql.selectFrom(LEG_DIALOG)
        .where(LEG_DIALOG.SERVER_ID.eq(server.value()))
        .orderBy(LEG_DIALOG.LEG_ID)
        .fetch(row -> new StoredLeg(new LegId(row.getLegId()), row.getDialog()));
  }

  @Override
  public List<Attempt> openOf(ServerId server) {
    return where(ATTEMPT.SERVER_ID.eq(server.value()).and(ATTEMPT.DISPOSED_AT.isNull()));
  }

  @Override
  public Optional<Attempt> openAt(PhoneId phone) {
    return where(ATTEMPT.PHONE_ID.eq(phone.value()).and(ATTEMPT.DISPOSED_AT.isNull())).stream()
        .findFirst();
  }

  private List<Attempt> where(Condition condition) {
    return sql.selectFrom(ATTEMPT)
        .where(condition)
        .orderBy(ATTEMPT.PLANNED_AT, ATTEMPT.ID)
        .fetch(AttemptRows::attempt);
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
