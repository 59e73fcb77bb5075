package org.hustings.schema.management;

import static java.util.Objects.requireNonNull;
import static org.hustings.schema.generated.Tables.CALLER_ID;
import static org.hustings.schema.generated.Tables.CALLER_ID_ASKING;
import static org.hustings.schema.generated.Tables.CAMPAIGN;
import static org.jooq.impl.DSL.field;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.callerid.CallerIdAsking;
import org.hustings.core.callerid.CallerIdAsking.Progress;
import org.hustings.core.callerid.CallerIdAsking.Wish;
import org.hustings.core.callerid.CallerIdBook;
import org.hustings.core.id.CallerIdAskingId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.UserId;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.CallerIdAskingRecord;

/// Askings for caller IDs in PostgreSQL. The campaign's row is locked while one is counted, so that
/// the limits hold across servers.
public final class PostgresCallerIdBook implements CallerIdBook {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final String WAITING = "WAITING";
  private static final String VERIFIED = "VERIFIED";
  private static final String UNVERIFIED = "UNVERIFIED";

  private final CampaignTransactions transactions;

  public PostgresCallerIdBook(CampaignTransactions transactions) {
    this.transactions = requireNonNull(transactions, "transactions");
  }

  @Override
  public Leave take(CampaignId campaign, UserId by, Wish wish, Instant now) {
    return transactions.in(
        campaign,
        transaction -> {
          lock(transaction);
          return objection(transaction, wish.number(), now)
              .orElseGet(() -> new Leave.Granted(asking(written(transaction, by, wish, now))));
        });
  }

  /// Not for update: whoever writes a row of the campaign would have to wait for it.
  private static void lock(OpenTransaction transaction) {
    transaction
        .sql()
        .select(CAMPAIGN.ID)
        .from(CAMPAIGN)
        .where(CAMPAIGN.ID.eq(transaction.campaignId()))
        .forNoKeyUpdate()
        .fetchSingle();
  }

  private static Optional<Leave> objection(
      OpenTransaction transaction, PhoneNumber number, Instant now) {
    List<CallerIdAskingRecord> recent =
        transaction
            .sql()
            .selectFrom(CALLER_ID_ASKING)
            .where(CALLER_ID_ASKING.ASKED_AT.gt(now.minus(WINDOW)))
            .orderBy(CALLER_ID_ASKING.ASKED_AT, CALLER_ID_ASKING.ID)
            .fetch();
    Optional<Leave> ringing =
        recent.stream()
            .filter(row -> row.getState().equals(WAITING))
            .filter(row -> row.getNumber().equals(number.e164()))
            .map(row -> asking(row).until())
            .filter(now::isBefore)
            .findFirst()
            .map(Leave.AskedAlready::new);
    return ringing.or(() ->
        recent.size() < PER_HOUR
            ? Optional.empty()
            : Optional.of(
                new Leave.TooOften(
                    recent.get(recent.size() - PER_HOUR).getAskedAt().plus(WINDOW))));
  }

  private static CallerIdAskingRecord written(
      OpenTransaction transaction, UserId by, Wish wish, Instant now) {
    return transaction
        .sql()
        .insertInto(CALLER_ID_ASKING)
        .set(CALLER_ID_ASKING.CAMPAIGN_ID, transaction.campaignId())
        .set(CALLER_ID_ASKING.NUMBER, wish.number().e164())
        .set(CALLER_ID_ASKING.NAME, wish.name())
        .set(CALLER_ID_ASKING.ASKED_BY, by.value())
        .set(CALLER_ID_ASKING.ASKED_AT, now)
        .returning()
        .fetchSingle();
  }

  @Override
  public List<CallerIdAsking> waiting(CampaignId campaign) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .selectFrom(CALLER_ID_ASKING)
                .where(CALLER_ID_ASKING.STATE.eq(WAITING))
                .orderBy(CALLER_ID_ASKING.ASKED_AT, CALLER_ID_ASKING.ID)
                .fetch(PostgresCallerIdBook::asking));
  }

  @Override
  public List<CallerIdAsking> ofEachNumber(CampaignId campaign) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .select(CALLER_ID_ASKING.fields())
                .distinctOn(CALLER_ID_ASKING.NUMBER)
                .from(CALLER_ID_ASKING)
                .orderBy(
                    CALLER_ID_ASKING.NUMBER,
                    field(CALLER_ID_ASKING.STATE.eq(VERIFIED)).desc(),
                    CALLER_ID_ASKING.ASKED_AT.desc(),
                    CALLER_ID_ASKING.ID.desc())
                .fetchInto(CALLER_ID_ASKING)
                .map(PostgresCallerIdBook::asking));
  }

  @Override
  public void verified(CampaignId campaign, CallerIdAskingId asking, Instant at) {
    transactions.in(
        campaign,
        transaction ->
            settled(transaction, asking, VERIFIED, at)
                .map(row -> presentable(transaction, row.getNumber())));
  }

  private static int presentable(OpenTransaction transaction, String number) {
    return transaction
        .sql()
        .insertInto(CALLER_ID)
        .set(CALLER_ID.CAMPAIGN_ID, transaction.campaignId())
        .set(CALLER_ID.NUMBER, number)
        .onConflictDoNothing()
        .execute();
  }

  @Override
  public void unverified(CampaignId campaign, CallerIdAskingId asking, Instant at) {
    transactions.in(campaign, transaction -> settled(transaction, asking, UNVERIFIED, at));
  }

  private static Optional<CallerIdAskingRecord> settled(
      OpenTransaction transaction, CallerIdAskingId asking, String state, Instant at) {
    return transaction
        .sql()
        .update(CALLER_ID_ASKING)
        .set(CALLER_ID_ASKING.STATE, state)
        .set(CALLER_ID_ASKING.SETTLED_AT, at)
        .where(CALLER_ID_ASKING.ID.eq(asking.value()), CALLER_ID_ASKING.STATE.eq(WAITING))
        .returning()
        .fetchOptional();
  }

  private static CallerIdAsking asking(CallerIdAskingRecord row) {
    Progress progress =
        switch (row.getState()) {
          case WAITING -> new Progress.Waiting();
          case VERIFIED -> new Progress.Verified(row.getSettledAt());
          case UNVERIFIED -> new Progress.Unverified(row.getSettledAt());
          default -> throw new IllegalStateException("an asking is " + row.getState());
        };
    return new CallerIdAsking(
        new CallerIdAskingId(row.getId()),
        new Wish(new PhoneNumber(row.getNumber()), row.getName()),
        row.getAskedAt(),
        progress);
  }
}
