package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.LEDGER;
import static org.hustings.schema.generated.Tables.SESSION;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.Transactions;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.management.CampaignBooks;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.session.SessionStore.SessionRow;
import org.hustings.core.session.SessionView;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.generated.tables.records.LedgerRecord;
import org.hustings.schema.generated.tables.records.SessionRecord;
import org.jooq.impl.DSL;

/// Credit and sessions in PostgreSQL.
public final class PostgresCampaignBooks implements CampaignBooks {
  private final CampaignTransactions transactions;
  private final Transactions engine;

  /// @param engine writes the ledger, here as everywhere
  public PostgresCampaignBooks(CampaignTransactions transactions, Transactions engine) {
    this.transactions = transactions;
    this.engine = engine;
  }

  @Override
  public Money balance(CampaignId campaign) {
    return engine.in(campaign, stores -> stores.credits().balance());
  }

  @Override
  public Optional<Money> topUp(CampaignId campaign, Money amount, String reference, Instant at) {
    Money balance = engine.in(campaign, stores -> stores.credits().topUp(amount, reference, at));
    Optional<Long> booked =
        transactions.in(
            campaign,
            transaction ->
                transaction
                    .sql()
                    .selectFrom(LEDGER)
                    .where(LEDGER.REFERENCE.eq(reference))
                    .fetchOptional(LEDGER.MICRODOLLARS));
    return booked.filter(known -> known == amount.microdollars()).map(_ -> balance);
  }

  @Override
  public List<LedgerLine> ledger(CampaignId campaign, long before, int atMost) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .selectFrom(LEDGER)
                .where(before > 0 ? LEDGER.ID.lt(before) : DSL.noCondition())
                .orderBy(LEDGER.ID.desc())
                .limit(atMost)
                .fetch(PostgresCampaignBooks::line));
  }

  private static LedgerLine line(LedgerRecord row) {
    return new LedgerLine(
        row.getId(),
        new Money(row.getMicrodollars()),
        row.getAt(),
        Optional.ofNullable(row.getReference()),
        Optional.ofNullable(row.getSessionId()).map(SessionId::new),
        Optional.ofNullable(row.getConnectedSeconds()));
  }

  @Override
  public List<SessionRow> sessions(CampaignId campaign, boolean openOnly, int atMost) {
    return transactions.in(
        campaign,
        transaction ->
            transaction
                .sql()
                .selectFrom(SESSION)
                .where(openOnly ? SESSION.ENDED_AT.isNull() : DSL.noCondition())
                .orderBy(SESSION.STARTED_AT.desc(), SESSION.ID)
                .limit(atMost)
                .fetch(PostgresCampaignBooks::session));
  }

  private static SessionRow session(SessionRecord row) {
    return new SessionRow(
        new SessionId(row.getId()),
        new UserId(row.getUserId()),
        new ServerId(row.getServerId()),
        Mode.valueOf(row.getMode()),
        SessionView.State.valueOf(row.getState()),
        Optional.ofNullable(row.getProjectId()).map(ProjectId::new),
        Optional.ofNullable(row.getLegId()).map(LegId::new),
        row.getStartedAt(),
        row.getHeartbeatAt(),
        row.getConnectedSeconds(),
        Optional.ofNullable(row.getEndedAt()));
  }
}
