package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.ALL_CAMPAIGNS;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.campaign.CampaignRegister;
import org.hustings.core.id.CampaignId;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.generated.Routines;
import org.hustings.schema.generated.tables.records.AllCampaignsRecord;

/// The campaigns, through the doors in the wall.
public final class PostgresCampaignRegister implements CampaignRegister {
  private final CampaignTransactions transactions;

  public PostgresCampaignRegister(CampaignTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<Campaign> all() {
    return transactions.outside(
        sql -> sql.selectFrom(ALL_CAMPAIGNS.call()).fetch(PostgresCampaignRegister::campaign));
  }

  private static Campaign campaign(AllCampaignsRecord row) {
    return new Campaign(
        new CampaignId(row.getId()), row.getName(), row.getRegion(), ZoneId.of(row.getZone()));
  }

  /// The campaign with this name, for who signs in.
  public Optional<CampaignId> named(String name) {
    return transactions
        .outside(sql -> Optional.ofNullable(Routines.campaignNamed(sql.configuration(), name)))
        .map(CampaignId::new);
  }

  /// The campaign that a called number leads to, for who dials in.
  public Optional<CampaignId> at(String dnis) {
    return transactions
        .outside(sql -> Optional.ofNullable(Routines.campaignAt(sql.configuration(), dnis)))
        .map(CampaignId::new);
  }

  /// Founds a campaign.
  public CampaignId found(String name, String region, ZoneId zone) {
    return new CampaignId(
        transactions.outside(
            sql -> Routines.foundCampaign(sql.configuration(), name, region, zone.getId())));
  }
}
