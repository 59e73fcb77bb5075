package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.BALANCE;
import static org.hustings.schema.generated.Tables.LEDGER;
import static org.hustings.schema.generated.Tables.SESSION;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.credit.CreditStore;
import org.hustings.core.credit.Money;
import org.hustings.core.id.SessionId;
import org.hustings.schema.connection.OpenTransaction;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// The campaign's ledger in PostgreSQL, for one transaction.
final class PostgresCreditStore implements CreditStore {
  private final OpenTransaction transaction;
  private final DSLContext sql;

  PostgresCreditStore(OpenTransaction transaction) {
    this.transaction = transaction;
    this.sql = transaction.sql();
  }

  @Override
  public Money balance() {
    return sql.select(BALANCE.MICRODOLLARS)
        .from(BALANCE)
        .fetchOptional(BALANCE.MICRODOLLARS)
        .map(Money::new)
        .orElse(Money.ZERO);
  }

  @Override
  public Money charge(SessionId session, long connectedSeconds, Money total, Instant at) {
    // One charge of a session at a time: each adds what is missing to the sum before it.
    boolean known =
        sql.select(SESSION.ID)
            .from(SESSION)
            .where(SESSION.ID.eq(session.value()))
            .forNoKeyUpdate()
            .fetchOptional()
            .isPresent();
    if (!known) {
      throw new IllegalStateException("there is no session " + session);
    }
    long missing = total.microdollars() - charged(session);
    if (missing > 0) {
      sql.insertInto(LEDGER)
          .set(LEDGER.CAMPAIGN_ID, transaction.campaignId())
          .set(LEDGER.KIND, "CHARGE")
          .set(LEDGER.MICRODOLLARS, -missing)
          .set(LEDGER.AT, at)
          .set(LEDGER.SESSION_ID, session.value())
          .set(LEDGER.CONNECTED_SECONDS, connectedSeconds)
          .set(LEDGER.SESSION_TOTAL, total.microdollars())
          .execute();
    }
    return balance();
  }

  private long charged(SessionId session) {
    return Optional.ofNullable(
            sql.select(DSL.max(LEDGER.SESSION_TOTAL))
                .from(LEDGER)
                .where(LEDGER.SESSION_ID.eq(session.value()))
                .fetchOne(0, Long.class))
        .orElse(0L);
  }

  @Override
  public Money topUp(Money amount, String reference, Instant at) {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("a top-up must be positive, got " + amount);
    }
    sql.insertInto(LEDGER)
        .set(LEDGER.CAMPAIGN_ID, transaction.campaignId())
        .set(LEDGER.KIND, "TOP_UP")
        .set(LEDGER.MICRODOLLARS, amount.microdollars())
        .set(LEDGER.AT, at)
        .set(LEDGER.REFERENCE, reference)
        .onConflict(LEDGER.CAMPAIGN_ID, LEDGER.REFERENCE)
        .doNothing()
        .execute();
    return balance();
  }
}
