package org.hustings.schema.management;

import static org.hustings.schema.generated.Tables.TRIES;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.hustings.core.account.TryBook;
import org.hustings.schema.connection.CampaignTransactions;

/// Tries in PostgreSQL: all servers count together.
public final class PostgresTryBook implements TryBook {
  private final CampaignTransactions transactions;

  public PostgresTryBook(CampaignTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Tries change(String key, UnaryOperator<Tries> change) {
    return transactions.outside(sql -> {
      sql.insertInto(TRIES)
          .set(TRIES.KEY, key)
          .set(TRIES.COUNT, Tries.NONE.count())
          .set(TRIES.LAST_AT, Tries.NONE.lastAt())
          .onConflictDoNothing()
          .execute();
      Tries before =
          sql.selectFrom(TRIES)
              .where(TRIES.KEY.eq(key))
              .forUpdate()
              .fetchSingle(row -> new Tries(row.getCount(), row.getLastAt()));
      Tries after = change.apply(before);
      if (!after.equals(before)) {
        sql.update(TRIES)
            .set(TRIES.COUNT, after.count())
            .set(TRIES.LAST_AT, after.lastAt())
            .where(TRIES.KEY.eq(key))
            .execute();
      }
      return after;
    });
  }

  @Override
  public void forget(Instant before) {
    transactions.outside(sql -> sql.deleteFrom(TRIES).where(TRIES.LAST_AT.lt(before)).execute());
  }
}
