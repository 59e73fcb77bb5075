package org.hustings.schema.engine;

import static org.hustings.schema.generated.Tables.BALANCE;
import static org.hustings.schema.generated.Tables.LEDGER;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hustings.core.credit.Charge;
import org.hustings.core.credit.CreditStore;
import org.hustings.core.credit.Money;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.connection.OpenTransaction;

/// The campaign's ledger in PostgreSQL, for one transaction.
final class PostgresCreditStore implements CreditStore {
  /// The ledger is read after the sessions are locked, so what others charged before is seen.
  private static final String CHARGE =
      """
      insert into ledger (campaign_id, kind, microdollars, at, session_id, connected_seconds, session_total)
      select current_campaign(), 'CHARGE', before.total - due.total, due.at, due.session_id, due.seconds, due.total
        from unnest(cast(? as uuid[]), ?, ?, cast(? as timestamptz[])) as due (session_id, seconds, total, at)
       cross join lateral (select coalesce(max(l.session_total), 0) as total
                             from ledger l where l.session_id = due.session_id) as before
       where due.total > before.total
      returning session_id\
      """;

  private static final String BALANCE_NOW = "select microdollars from balance";

  private final OpenTransaction transaction;

  PostgresCreditStore(OpenTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public Money balance() {
    return transaction
        .sql()
        .select(BALANCE.MICRODOLLARS)
        .from(BALANCE)
        .fetchOptional(BALANCE.MICRODOLLARS)
        .map(Money::new)
        .orElse(Money.ZERO);
  }

  @Override
  public Money charge(Collection<Charge> charges) {
    String[] sessions = charges.stream().map(PostgresCreditStore::session).toArray(String[]::new);
    Message message = transaction.byKeys();
    // One charge of a session at a time: each adds what is missing to the sum before it.
    Reply<String> known =
        message.ask(PostgresSessionStore.LOCK, row -> row.getString(1), (Object) sessions);
    message.ask(
        CHARGE,
        row -> row.getString(1),
        sessions,
        charges.stream().mapToLong(Charge::connectedSeconds).toArray(),
        charges.stream().mapToLong(charge -> charge.total().microdollars()).toArray(),
        charges.stream()
            .map(charge -> Micros.offset(charge.at()).toString())
            .toArray(String[]::new));
    Reply<Money> balance = message.ask(BALANCE_NOW, row -> new Money(row.getLong(1)));
    message.send();
    Set<String> unknown = new TreeSet<>(List.of(sessions));
    known.rows().forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalStateException("there are no sessions " + unknown);
    }
    return balance.rows().stream().findFirst().orElse(Money.ZERO);
  }

  private static String session(Charge charge) {
    return charge.session().value().toString();
  }

  @Override
  public Money topUp(Money amount, String reference, Instant at) {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("a top-up must be positive, got " + amount);
    }
    transaction
        .sql()
        .insertInto(LEDGER)
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
