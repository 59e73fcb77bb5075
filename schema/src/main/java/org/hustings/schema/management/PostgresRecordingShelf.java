package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.PROJECT;
import static org.hustings.schema.generated.Tables.RECORDING;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.management.RecordingShelf;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.recording.Recording;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.engine.PostgresProjectStore;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// Recordings in PostgreSQL.
public final class PostgresRecordingShelf implements RecordingShelf {
  private static final int OCTETS_A_MILLISECOND = 8;
  private static final Field<Integer> OCTETS =
      DSL.function("length", SQLDataType.INTEGER, RECORDING.SOUND).as("octets");

  private final CampaignTransactions transactions;

  public PostgresRecordingShelf(CampaignTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public RecordingId add(CampaignId campaign, String name, Pcmu sound, Instant at) {
    return transactions.in(
        campaign,
        transaction ->
            new RecordingId(
                transaction
                    .sql()
                    .insertInto(RECORDING)
                    .set(RECORDING.CAMPAIGN_ID, transaction.campaignId())
                    .set(RECORDING.NAME, name)
                    .set(RECORDING.SOUND, sound.octets())
                    .set(RECORDING.CREATED_AT, at)
                    .returningResult(RECORDING.ID)
                    .fetchSingle(RECORDING.ID)));
  }

  @Override
  public List<Label> list(CampaignId campaign) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .select(RECORDING.ID, RECORDING.NAME, OCTETS, RECORDING.CREATED_AT)
                .from(RECORDING)
                .orderBy(RECORDING.ID)
                .fetch(row ->
                    new Label(
                        new RecordingId(row.get(RECORDING.ID)),
                        row.get(RECORDING.NAME),
                        Duration.ofMillis(row.get(OCTETS) / OCTETS_A_MILLISECOND),
                        row.get(RECORDING.CREATED_AT))));
  }

  @Override
  public Optional<Recording> find(CampaignId campaign, RecordingId recording) {
    return transactions.in(
        campaign, transaction -> new PostgresProjectStore(transaction).recording(recording));
  }

  @Override
  public Removal remove(CampaignId campaign, RecordingId recording) {
    return transactions.in(campaign, transaction -> remove(transaction, recording));
  }

  private static Removal remove(OpenTransaction transaction, RecordingId recording) {
    boolean inUse =
        transaction.sql().fetchExists(PROJECT, PROJECT.VOICEMAIL_ID.eq(recording.value()));
    if (inUse) {
      return Removal.IN_USE;
    }
    int removed =
        transaction.sql().deleteFrom(RECORDING).where(RECORDING.ID.eq(recording.value())).execute();
    return removed > 0 ? Removal.REMOVED : Removal.UNKNOWN;
  }
}
