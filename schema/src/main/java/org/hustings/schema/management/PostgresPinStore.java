package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.APP_USER;
import static org.hustings.schema.generated.Tables.GROUP_MEMBER;
import static org.hustings.schema.generated.Tables.PIN;

import java.util.Optional;
import java.util.Set;
import org.hustings.core.account.PinStore;
import org.hustings.core.account.Volunteer;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.UserId;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.engine.PostgresCampaignRegister;
import org.jooq.Record3;

/// PINs in PostgreSQL.
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

  private static StoredPin pin(OpenTransaction transaction, Record3<Long, String, String> row) {
    UserId user = new UserId(row.get(APP_USER.ID));
    Set<GroupId> groups =
        transaction
            .sql()
            .select(GROUP_MEMBER.GROUP_ID)
            .from(GROUP_MEMBER)
            .where(GROUP_MEMBER.USER_ID.eq(user.value()))
            .fetchSet(member -> new GroupId(member.get(GROUP_MEMBER.GROUP_ID)));
    return new StoredPin(
        new Volunteer(user, transaction.campaign(), row.get(APP_USER.NAME), groups),
        row.get(PIN.PIN_HASH));
  }
}
