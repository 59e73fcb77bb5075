package org.hustings.schema.management;

import static java.util.Objects.requireNonNull;
import static org.hustings.schema.generated.Tables.APP_USER;
import static org.hustings.schema.generated.Tables.CALL_ME;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.account.OwnPhones;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.UserId;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.OpenTransaction;

/// Volunteers' own telephones in PostgreSQL. The account's row is locked while a try is counted, so
/// that the limit holds across servers.
public final class PostgresOwnPhones implements OwnPhones {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Duration KEPT = Duration.ofDays(1);

  private final CampaignTransactions transactions;
  private final Limits limits;

  public PostgresOwnPhones(CampaignTransactions transactions, Limits limits) {
    this.transactions = requireNonNull(transactions, "transactions");
    this.limits = requireNonNull(limits, "limits");
  }

  @Override
  public Grant take(CampaignId campaign, UserId volunteer, Instant now) {
    return transactions.in(
        campaign,
        transaction ->
            locked(transaction, volunteer)
                .map(number -> counted(transaction, volunteer, number, now))
                .orElseGet(Grant.NoPhone::new));
  }

  private static Optional<PhoneNumber> locked(OpenTransaction transaction, UserId volunteer) {
    return transaction
        .sql()
        .select(APP_USER.OWN_PHONE)
        .from(APP_USER)
        .where(APP_USER.ID.eq(volunteer.value()), APP_USER.DISABLED_AT.isNull())
        .and(APP_USER.OWN_PHONE.isNotNull())
        .forUpdate()
        .fetchOptional(APP_USER.OWN_PHONE)
        .map(PhoneNumber::new);
  }

  private Grant counted(
      OpenTransaction transaction, UserId volunteer, PhoneNumber number, Instant now) {
    List<Instant> recent =
        transaction
            .sql()
            .select(CALL_ME.ASKED_AT)
            .from(CALL_ME)
            .where(CALL_ME.USER_ID.eq(volunteer.value()))
            .and(CALL_ME.ASKED_AT.gt(now.minus(WINDOW)))
            .orderBy(CALL_ME.ASKED_AT)
            .fetch(CALL_ME.ASKED_AT);
    if (recent.size() >= limits.perHour()) {
      return new Grant.TooOften(recent.get(recent.size() - limits.perHour()).plus(WINDOW));
    }
    transaction
        .sql()
        .deleteFrom(CALL_ME)
        .where(CALL_ME.USER_ID.eq(volunteer.value()))
        .and(CALL_ME.ASKED_AT.lt(now.minus(KEPT)))
        .execute();
    transaction
        .sql()
        .insertInto(CALL_ME)
        .set(CALL_ME.CAMPAIGN_ID, transaction.campaignId())
        .set(CALL_ME.USER_ID, volunteer.value())
        .set(CALL_ME.ASKED_AT, now)
        .execute();
    return new Grant.Granted(number);
  }
}
