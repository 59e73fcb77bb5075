package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.CALLER_ID;
import static org.hustings.schema.generated.Tables.CAMPAIGN;
import static org.hustings.schema.generated.Tables.CAMPAIGN_NUMBER;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.campaign.CampaignOffice;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.CampaignId;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.engine.PostgresCampaignRegister;
import org.hustings.schema.generated.tables.records.CampaignRecord;

/// Campaigns and their numbers in PostgreSQL.
public final class PostgresCampaignOffice implements CampaignOffice {
  private static final Constraints CONSTRAINTS =
      new Constraints(Map.of("campaign_name_key", "name", "campaign_number_pkey", "number"));

  private final CampaignTransactions transactions;
  private final PostgresCampaignRegister register;

  public PostgresCampaignOffice(CampaignTransactions transactions) {
    this.transactions = transactions;
    this.register = new PostgresCampaignRegister(transactions);
  }

  @Override
  public Saved<Campaign> found(Campaign.Founding campaign) {
    return CONSTRAINTS.saving(() -> {
      CampaignId id = register.found(campaign.name(), campaign.region(), campaign.zone());
      return new Saved.Done<>(
          new Campaign(id, campaign.name(), campaign.region(), campaign.zone()));
    });
  }

  @Override
  public Optional<Campaign> find(CampaignId campaign) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .selectFrom(CAMPAIGN)
                .where(CAMPAIGN.ID.eq(campaign.value()))
                .fetchOptional(PostgresCampaignOffice::campaign));
  }

  private static Campaign campaign(CampaignRecord row) {
    return new Campaign(
        new CampaignId(row.getId()), row.getName(), row.getRegion(), ZoneId.of(row.getZone()));
  }

  @Override
  public List<String> dialInNumbers(CampaignId campaign) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .selectFrom(CAMPAIGN_NUMBER)
                .orderBy(CAMPAIGN_NUMBER.DNIS)
                .fetch(CAMPAIGN_NUMBER.DNIS));
  }

  @Override
  public Saved<String> addDialInNumber(CampaignId campaign, String dnis) {
    if (dialInNumbers(campaign).contains(dnis)) {
      return new Saved.Done<>(dnis);
    }
    return CONSTRAINTS.saving(() ->
        transactions.in(
            campaign,
            transaction -> {
              transaction
                  .sql()
                  .insertInto(CAMPAIGN_NUMBER)
                  .set(CAMPAIGN_NUMBER.DNIS, dnis)
                  .set(CAMPAIGN_NUMBER.CAMPAIGN_ID, transaction.campaignId())
                  .execute();
              return new Saved.Done<>(dnis);
            }));
  }

  @Override
  public boolean removeDialInNumber(CampaignId campaign, String dnis) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                    .sql()
                    .deleteFrom(CAMPAIGN_NUMBER)
                    .where(CAMPAIGN_NUMBER.DNIS.eq(dnis))
                    .execute()
                > 0);
  }

  @Override
  public List<PhoneNumber> callerIds(CampaignId campaign) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .selectFrom(CALLER_ID)
                .orderBy(CALLER_ID.NUMBER)
                .fetch(row -> new PhoneNumber(row.getNumber())));
  }

  @Override
  public void addCallerId(CampaignId campaign, PhoneNumber number) {
    transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .insertInto(CALLER_ID)
                .set(CALLER_ID.CAMPAIGN_ID, transaction.campaignId())
                .set(CALLER_ID.NUMBER, number.e164())
                .onConflictDoNothing()
                .execute());
  }

  @Override
  public boolean removeCallerId(CampaignId campaign, PhoneNumber number) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                    .sql()
                    .deleteFrom(CALLER_ID)
                    .where(CALLER_ID.NUMBER.eq(number.e164()))
                    .execute()
                > 0);
  }
}
