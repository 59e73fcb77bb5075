package org.hustings.schema.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.hustings.core.contract.CreditContract;
import org.hustings.core.contract.SeededStores;
import org.hustings.core.contract.World;
import org.hustings.core.credit.Charge;
import org.hustings.core.credit.Money;
import org.hustings.schema.TestDatabases;
import org.junit.jupiter.api.Test;

final class PostgresCreditTest extends CreditContract {
  /// Inserts, updates and deletes of this transaction, in all.
  private static final String MOVEMENTS =
      """
      select pg_stat_get_xact_tuples_inserted('balance'::regclass)
             + pg_stat_get_xact_tuples_updated('balance'::regclass)\
      """;

  private static final String ROWS_OF_LEDGER =
      "select pg_stat_get_xact_tuples_inserted('ledger'::regclass)";

  @Override
  protected SeededStores stores() {
    return new SeededPostgres(TestDatabases.shared());
  }

  @Test
  void R25_whoever_is_charged_together_moves_the_balance_once() {
    World world = new World(stores());
    List<Charge> together =
        IntStream.range(0, 30)
            .mapToObj(i ->
                new Charge(
                    world.volunteer("Volunteer " + i).session(),
                    60,
                    new Money(29_000),
                    world.now()))
            .toList();

    TestDatabases.shared()
        .transactions()
        .with(
            world.campaign(),
            stores -> {
              long rows = count(stores, ROWS_OF_LEDGER);
              long movements = count(stores, MOVEMENTS);

              Money balance = stores.credits().charge(together);

              assertThat(balance).isEqualTo(new Money(-30 * 29_000));
              assertThat(count(stores, ROWS_OF_LEDGER) - rows).isEqualTo(30);
              assertThat(count(stores, MOVEMENTS) - movements).isEqualTo(1);
              return balance;
            });
  }

  private static long count(PostgresStores stores, String what) {
    return stores.transaction().sql().fetchSingle(what).get(0, long.class);
  }
}
