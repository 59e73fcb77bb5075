package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.DO_NOT_CALL;
import static org.hustings.schema.generated.Tables.LINK;
import static org.hustings.schema.generated.Tables.PHONE;
import static org.hustings.schema.generated.Tables.VOTER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.management.VoterDirectory;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.generated.tables.records.DoNotCallRecord;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/// Look-ups in PostgreSQL.
public final class PostgresVoterDirectory implements VoterDirectory {
  private final CampaignTransactions transactions;

  public PostgresVoterDirectory(CampaignTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<VoterFile> voters(CampaignId campaign, VoterSearch search, long after, int atMost) {
    Condition condition = VOTER.ID.gt(after).and(DSL.and(conditions(search)));
    return transactions.reading(
        campaign, transaction -> new VoterFiles(transaction).where(condition, atMost));
  }

  private static List<Condition> conditions(VoterSearch search) {
    List<Condition> all = new ArrayList<>();
    search
        .name()
        .ifPresent(name ->
            all.add(
                VOTER
                    .FIRST_NAME
                    .containsIgnoreCase(name)
                    .or(VOTER.LAST_NAME.containsIgnoreCase(name))));
    search.externalId().ifPresent(id -> all.add(VOTER.EXTERNAL_ID.eq(id)));
    search
        .number()
        .ifPresent(number ->
            all.add(
                DSL.exists(
                    DSL.selectOne()
                        .from(LINK)
                        .join(PHONE)
                        .on(PHONE.ID.eq(LINK.PHONE_ID))
                        .where(LINK.VOTER_ID.eq(VOTER.ID), PHONE.NUMBER.eq(number.e164())))));
    return all;
  }

  @Override
  public Optional<VoterFile> voter(CampaignId campaign, VoterId voter) {
    return transactions.reading(
        campaign,
        transaction ->
            new VoterFiles(transaction).where(VOTER.ID.eq(voter.value()), 1).stream().findFirst());
  }

  @Override
  public Optional<PhoneId> phoneWith(CampaignId campaign, PhoneNumber number) {
    return transactions.reading(
        campaign,
        transaction ->
            transaction
                .sql()
                .select(PHONE.ID)
                .from(PHONE)
                .where(PHONE.NUMBER.eq(number.e164()))
                .fetchOptional(row -> new PhoneId(row.get(PHONE.ID))));
  }

  @Override
  public Optional<PhoneHistory> phone(CampaignId campaign, PhoneId phone) {
    return transactions.reading(campaign, transaction -> new PhoneHistories(transaction).of(phone));
  }

  @Override
  public List<Listing> doNotCall(CampaignId campaign, long after, int atMost) {
    return transactions.reading(
        campaign,
        transaction ->
            transaction
                .sql()
                .selectFrom(DO_NOT_CALL)
                .where(DO_NOT_CALL.TAKEN_OFF_AT.isNull(), DO_NOT_CALL.ID.gt(after))
                .orderBy(DO_NOT_CALL.ID)
                .limit(atMost)
                .fetch(PostgresVoterDirectory::listing));
  }

  private static Listing listing(DoNotCallRecord row) {
    return new Listing(
        row.getId(),
        new PhoneNumber(row.getNumber()),
        row.getSource(),
        row.getListedAt(),
        Optional.ofNullable(row.getListedBy()).map(UserId::new));
  }

  @Override
  public List<PhoneId> reopenable(CampaignId campaign, Reopening filter, long after, int atMost) {
    return transactions.reading(
        campaign,
        transaction ->
            transaction
                .sql()
                .select(PHONE.ID)
                .from(PHONE)
                .where(ReopeningFilter.of(filter), PHONE.ID.gt(after))
                .orderBy(PHONE.ID)
                .limit(atMost)
                .fetch(row -> new PhoneId(row.get(PHONE.ID))));
  }

  @Override
  public long countReopenable(CampaignId campaign, Reopening filter) {
    return transactions.reading(
        campaign,
        transaction -> (long) transaction.sql().fetchCount(PHONE, ReopeningFilter.of(filter)));
  }
}
