package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.APP_USER;
import static org.hustings.schema.generated.Tables.DIAL_IN_CODE;
import static org.hustings.schema.generated.Tables.GROUP_MEMBER;
import static org.hustings.schema.generated.Tables.PIN;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.account.PinStore;
import org.hustings.core.account.SecretHash;
import org.hustings.core.account.Volunteer;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.DictationId;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.UserId;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.engine.PostgresCampaignRegister;
import org.jooq.Record3;
import org.jspecify.annotations.Nullable;

/// PINs and one-time codes in PostgreSQL.
public final class PostgresPinStore implements PinStore {
  private final CampaignTransactions transactions;
  private final PostgresCampaignRegister campaigns;

  public PostgresPinStore(CampaignTransactions transactions) {
    this.transactions = transactions;
    this.campaigns = new PostgresCampaignRegister(transactions);
  }

  @Override
  public Optional<CampaignId> campaignAt(String dnis) {
    return campaigns.at(dnis);
  }

  @Override
  public Optional<StoredPin> pinOf(CampaignId campaign, String volunteerNumber) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .select(APP_USER.ID, APP_USER.NAME, PIN.PIN_HASH)
                .from(APP_USER)
                .join(PIN)
                .on(PIN.USER_ID.eq(APP_USER.ID))
                .where(APP_USER.VOLUNTEER_NUMBER.eq(volunteerNumber), APP_USER.DISABLED_AT.isNull())
                .fetchOptional(row -> pin(transaction, row)));
  }

  @Override
  public boolean isVolunteerNumber(CampaignId campaign, String number) {
    return transactions.in(
        campaign,
        transaction ->
            transaction.sql().fetchExists(APP_USER, APP_USER.VOLUNTEER_NUMBER.eq(number)));
  }

  /// Codes that have expired are forgotten first, so that they are free for others.
  @Override
  public boolean putCode(
      CampaignId campaign, UserId user, SecretHash code, CodeFor purpose, Validity validity) {
    return transactions.in(
        campaign,
        transaction -> {
          transaction
              .sql()
              .deleteFrom(DIAL_IN_CODE)
              .where(DIAL_IN_CODE.EXPIRES_AT.le(validity.now()))
              .or(DIAL_IN_CODE.USER_ID.eq(user.value()))
              .execute();
          return transaction
                  .sql()
                  .insertInto(DIAL_IN_CODE)
                  .set(DIAL_IN_CODE.CAMPAIGN_ID, transaction.campaignId())
                  .set(DIAL_IN_CODE.USER_ID, user.value())
                  .set(DIAL_IN_CODE.CODE_HASH, code.hex())
                  .set(DIAL_IN_CODE.EXPIRES_AT, validity.expiresAt())
                  .set(DIAL_IN_CODE.DICTATION_ID, dictation(purpose).orElse(null))
                  .onConflictDoNothing()
                  .execute()
              == 1;
        });
  }

  @Override
  public Optional<TakenCode> takeCode(CampaignId campaign, SecretHash code, Instant now) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .deleteFrom(DIAL_IN_CODE)
                .where(DIAL_IN_CODE.CODE_HASH.eq(code.hex()), DIAL_IN_CODE.EXPIRES_AT.gt(now))
                .returning(DIAL_IN_CODE.USER_ID, DIAL_IN_CODE.DICTATION_ID)
                .fetchOptional()
                .flatMap(row ->
                    volunteer(transaction, row.getUserId())
                        .map(holder -> new TakenCode(holder, purpose(row.getDictationId())))));
  }

  private static Optional<Long> dictation(CodeFor purpose) {
    return switch (purpose) {
      case CodeFor.Session _ -> Optional.empty();
      case CodeFor.Dictating(DictationId dictation) -> Optional.of(dictation.value());
    };
  }

  private static CodeFor purpose(@Nullable Long dictation) {
    return dictation == null
        ? new CodeFor.Session()
        : new CodeFor.Dictating(new DictationId(dictation));
  }

  private static Optional<Volunteer> volunteer(OpenTransaction transaction, long user) {
    return transaction
        .sql()
        .selectFrom(APP_USER)
        .where(APP_USER.ID.eq(user), APP_USER.DISABLED_AT.isNull())
        .fetchOptional(row -> volunteer(transaction, user, row.getName()));
  }

  private static StoredPin pin(OpenTransaction transaction, Record3<Long, String, String> row) {
    return new StoredPin(
        volunteer(transaction, row.get(APP_USER.ID), row.get(APP_USER.NAME)),
        row.get(PIN.PIN_HASH));
  }

  private static Volunteer volunteer(OpenTransaction transaction, long user, String name) {
    Set<GroupId> groups =
        transaction
            .sql()
            .select(GROUP_MEMBER.GROUP_ID)
            .from(GROUP_MEMBER)
            .where(GROUP_MEMBER.USER_ID.eq(user))
            .fetchSet(member -> new GroupId(member.get(GROUP_MEMBER.GROUP_ID)));
    return new Volunteer(new UserId(user), transaction.campaign(), name, groups);
  }
}
