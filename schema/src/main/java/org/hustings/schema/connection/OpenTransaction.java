package org.hustings.schema.connection;

import java.util.List;
import org.hustings.core.id.CampaignId;
import org.jooq.DSLContext;

/// One transaction of one campaign, as the stores see it. Not to be kept beyond it.
public final class OpenTransaction {
  private final CampaignId campaign;
  private final DSLContext sql;
  private final List<Runnable> afterCommit;

  OpenTransaction(CampaignId campaign, DSLContext sql, List<Runnable> afterCommit) {
    this.campaign = campaign;
    this.sql = sql;
    this.afterCommit = afterCommit;
  }

  public CampaignId campaign() {
    return campaign;
  }

  /// The campaign's id as its tables have it.
  public long campaignId() {
    return campaign.value();
  }

  public DSLContext sql() {
    return sql;
  }

  /// Does `work` when the transaction is committed, or may be: where the database did not say, it
  /// is done, too. It must not fail, and must do no harm if nothing was written.
  public void afterCommit(Runnable work) {
    afterCommit.add(work);
  }
}
