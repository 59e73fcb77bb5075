package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.DICTATION;
import static org.hustings.schema.generated.Tables.RECORDING;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.dictation.Dictation;
import org.hustings.core.dictation.Dictation.Progress;
import org.hustings.core.dictation.Dictation.Why;
import org.hustings.core.dictation.DictationStore;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.DictationId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.id.UserId;
import org.hustings.core.recording.Pcmu;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.DictationRecord;

/// Spoken messages in PostgreSQL. A row is of interest for as long as somebody looks what became of
/// it: old ones go when new ones are opened.
public final class PostgresDictationStore implements DictationStore {
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(30);

  private final CampaignTransactions transactions;

  public PostgresDictationStore(CampaignTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public DictationId open(
      CampaignId campaign, UserId speaker, String name, Instant now, Instant expiresAt) {
    return transactions.in(
        campaign,
        transaction -> {
          transaction
              .sql()
              .deleteFrom(DICTATION)
              .where(DICTATION.EXPIRES_AT.lt(now.minus(FORGOTTEN_AFTER)))
              .execute();
          return new DictationId(
              transaction
                  .sql()
                  .insertInto(DICTATION)
                  .set(DICTATION.CAMPAIGN_ID, transaction.campaignId())
                  .set(DICTATION.SPEAKER_ID, speaker.value())
                  .set(DICTATION.NAME, name)
                  .set(DICTATION.STATE, "AWAITED")
                  .set(DICTATION.CREATED_AT, now)
                  .set(DICTATION.EXPIRES_AT, expiresAt)
                  .returningResult(DICTATION.ID)
                  .fetchSingle(DICTATION.ID));
        });
  }

  @Override
  public void begun(CampaignId campaign, DictationId id, Instant at) {
    transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .update(DICTATION)
                .set(DICTATION.STATE, "SPEAKING")
                .set(DICTATION.BEGUN_AT, at)
                .where(DICTATION.ID.eq(id.value()), DICTATION.STATE.eq("AWAITED"))
                .execute());
  }

  /// The row is locked, so that a second try finds what the first one made.
  @Override
  public RecordingId kept(CampaignId campaign, DictationId id, Pcmu sound, Instant at) {
    return transactions.in(
        campaign,
        transaction -> {
          DictationRecord row =
              transaction
                  .sql()
                  .selectFrom(DICTATION)
                  .where(DICTATION.ID.eq(id.value()))
                  .forUpdate()
                  .fetchSingle();
          return row.getRecordingId() == null
              ? keep(transaction, row, sound, at)
              : new RecordingId(row.getRecordingId());
        });
  }

  private static RecordingId keep(
      OpenTransaction transaction, DictationRecord row, Pcmu sound, Instant at) {
    long recording =
        transaction
            .sql()
            .insertInto(RECORDING)
            .set(RECORDING.CAMPAIGN_ID, transaction.campaignId())
            .set(RECORDING.NAME, row.getName())
            .set(RECORDING.SOUND, sound.octets())
            .set(RECORDING.CREATED_AT, at)
            .returningResult(RECORDING.ID)
            .fetchSingle(RECORDING.ID);
    transaction
        .sql()
        .update(DICTATION)
        .set(DICTATION.STATE, "KEPT")
        .set(DICTATION.RECORDING_ID, recording)
        .setNull(DICTATION.WHY)
        .where(DICTATION.ID.eq(row.getId()))
        .execute();
    return new RecordingId(recording);
  }

  @Override
  public void dropped(CampaignId campaign, DictationId id, Why why) {
    transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .update(DICTATION)
                .set(DICTATION.STATE, "DROPPED")
                .set(DICTATION.WHY, why.name())
                .where(DICTATION.ID.eq(id.value()), DICTATION.STATE.eq("SPEAKING"))
                .execute());
  }

  @Override
  public Optional<Dictation> find(CampaignId campaign, DictationId id) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .selectFrom(DICTATION)
                .where(DICTATION.ID.eq(id.value()))
                .fetchOptional(PostgresDictationStore::dictation));
  }

  private static Dictation dictation(DictationRecord row) {
    Progress progress =
        switch (row.getState()) {
          case "AWAITED" -> new Progress.Awaited();
          case "SPEAKING" -> new Progress.Speaking(row.getBegunAt());
          case "KEPT" ->
              new Progress.Kept(Optional.ofNullable(row.getRecordingId()).map(RecordingId::new));
          case "DROPPED" -> new Progress.Dropped(Why.valueOf(row.getWhy()));
          default -> throw new IllegalStateException("a dictation is " + row.getState());
        };
    return new Dictation(new DictationId(row.getId()), row.getName(), progress, row.getExpiresAt());
  }
}
