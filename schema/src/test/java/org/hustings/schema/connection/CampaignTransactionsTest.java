package org.hustings.schema.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.id.CampaignId;
import org.hustings.schema.TestDatabases;
import org.hustings.schema.engine.PostgresCampaignRegister;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CampaignTransactionsTest {
  private final DatabaseAccess access = TestDatabases.fresh();
  private final ConnectionPool pool = ConnectionPool.open(access, 2);
  private final CampaignTransactions transactions = new CampaignTransactions(pool);
  private final CampaignId campaign =
      new PostgresCampaignRegister(transactions).found("C", "US", java.time.ZoneOffset.UTC);

  @BeforeEach
  void twoGroups() {
    transactions.in(
        campaign,
        open ->
            open.sql()
                .execute(
                    "insert into user_group (campaign_id, name) values (?, 'one'), (?, 'other')",
                    campaign.value(),
                    campaign.value()));
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void who_loses_a_deadlock_is_tried_again() {
    CyclicBarrier bothHaveOne = new CyclicBarrier(2);
    AtomicInteger tries = new AtomicInteger();
    Thread other = Thread.ofVirtual().start(() -> rename("other", "one", bothHaveOne, tries));

    rename("one", "other", bothHaveOne, tries);
    join(other);

    assertThat(tries).hasValue(3);
    assertThat(groups()).containsExactly("one..", "other..");
  }

  @Test
  void all_that_is_read_together_is_of_one_moment() {
    int seenLater =
        transactions.reading(
            campaign,
            open -> {
              int before = open.sql().fetchCount(DSL.table("user_group"));
              transactions.in(campaign, other -> other.sql().execute("delete from user_group"));
              return open.sql().fetchCount(DSL.table("user_group")) - before;
            });

    assertThat(seenLater).isZero();
    assertThat(groups()).isEmpty();
  }

  @Test
  void work_that_throws_leaves_nothing_behind_and_does_nothing_after_a_commit() {
    List<String> done = new ArrayList<>();

    assertThatThrownBy(() ->
            transactions.in(
                campaign,
                open -> {
                  open.afterCommit(() -> done.add("after commit"));
                  open.sql().execute("delete from user_group");
                  throw new IllegalArgumentException("changed my mind");
                }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(groups()).containsExactly("one", "other");
    assertThat(done).isEmpty();
  }

  @Test
  void what_the_database_refuses_is_a_broken_invariant_and_tells_no_value() {
    assertThatThrownBy(() ->
            transactions.in(
                campaign,
                open ->
                    open.sql()
                        .execute(
                            "insert into user_group (campaign_id, name) values (?, 'one')",
                            campaign.value())))
        .isInstanceOf(IllegalStateException.class)
        .rootCause()
        .hasMessageNotContaining("(one)");
  }

  @Test
  void a_connection_that_is_cut_is_the_store_being_unavailable() {
    assertThatThrownBy(() ->
            transactions.in(
                campaign,
                open -> {
                  terminate(open.sql().fetchSingle("select pg_backend_pid()").get(0, int.class));
                  return open.sql().execute("delete from user_group");
                }))
        .isInstanceOf(StoreUnavailable.class);

    assertThat(groups()).containsExactly("one", "other");
  }

  @Test
  void no_statement_runs_for_ever() {
    String limits =
        transactions.in(
            campaign,
            open ->
                open.sql()
                    .fetchSingle(
                        "select concat_ws(' ', current_setting('statement_timeout'),"
                            + " current_setting('lock_timeout'),"
                            + " current_setting('idle_in_transaction_session_timeout'))")
                    .get(0, String.class));

    assertThat(limits).isEqualTo("10s 5s 20s");
  }

  private void rename(String first, String second, CyclicBarrier bothHaveOne, AtomicInteger tries) {
    transactions.in(
        campaign,
        open -> {
          boolean firstTry = tries.incrementAndGet() <= 2;
          open.sql()
              .execute("update user_group set name = name || '.' where name like ?", first + "%");
          if (firstTry) {
            meet(bothHaveOne);
          }
          return open.sql()
              .execute("update user_group set name = name || '.' where name like ?", second + "%");
        });
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("nobody came", e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while waiting for the other", e);
    }
  }

  private List<String> groups() {
    return transactions.in(
        campaign,
        open ->
            open.sql().fetch("select name from user_group order by 1").getValues(0, String.class));
  }

  private void terminate(int backend) {
    try (Connection connection = TestDatabases.asAdministrator(access);
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_terminate_backend(" + backend + ", 5000)");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot cut the connection", e);
    }
  }
}
