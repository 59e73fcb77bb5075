package org.hustings.schema.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hustings.core.contract.Settings;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.queue.Hold.Holder;
import org.hustings.core.queue.QueueStore.Claim;
import org.hustings.core.queue.QueueStore.Claimant;
import org.hustings.schema.PostgresDatabase;
import org.hustings.schema.TestDatabases;
import org.hustings.schema.connection.CampaignTransactions;
import org.hustings.schema.connection.ConnectionPool;
import org.hustings.schema.connection.DatabaseAccess;
import org.hustings.schema.connection.OpenTransaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a claim reads does not grow with what was claimed before, even while somebody's old
/// snapshot keeps vacuum from cleaning. Told by PostgreSQL's own counters, not by time.
final class ClaimReadsTest {
  private static final int ENTRIES = 200_000;
  private static final int SETS_OF_ZONES = 20;
  private static final int TOGETHER = 200;
  private static final int ROUNDS = 30;
  private static final Instant NOW = Instant.parse("2026-11-18T15:00:00Z");

  /// Entries of the claim's index that this connection's scans went over, dead ones included.
  private static final String INDEX_ENTRIES_READ =
      "select pg_stat_get_xact_tuples_returned('queue_entry_ready'::regclass)";

  private static final String PAGES_READ =
      "select pg_stat_get_xact_blocks_fetched('queue_entry_ready'::regclass)"
          + " + pg_stat_get_xact_blocks_fetched('queue_entry'::regclass)";

  private final DatabaseAccess access = TestDatabases.fresh();
  private final PostgresDatabase database = PostgresDatabase.open(access, 3);
  private final SeededPostgres seeded = new SeededPostgres(database);
  private final CampaignId campaign = seeded.campaign("Large");
  private final UserId user = seeded.user(campaign, "Volunteer");
  private final ProjectId project = seeded.project(campaign, "Large", Settings.byDefault().build());

  @BeforeEach
  void fill() throws SQLException {
    asAdministrator(
        """
        -- foreign keys of rows that are made here and now need no checking
        set session_replication_role = replica;
        insert into zone_set (campaign_id, zones)
        select %1$d, array['Etc/GMT+' || (i %% 12), 'Etc/GMT-' || (i %% 13)] from generate_series(1, %3$d) i;
        insert into phone (campaign_id, number, number_zones, zones)
        select %1$d, '+1' || (2000000000 + i), z.id, z.id
          from generate_series(1, %2$d) i
          join (select id, row_number() over (order by id) - 1 as place from zone_set) z
            on z.place = i %% %3$d;
        insert into queue_entry (campaign_id, project_id, phone_id, state, score, zone_set_id, lane, rank)
        select %1$d, %4$d, id, 'READY', id * 7919 %% 101, zones, 1, -(id * 7919 %% 101) from phone;
        analyze\
        """
            .formatted(campaign.value(), ENTRIES, SETS_OF_ZONES, project.value()));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void R1_a_claim_reads_no_more_after_thousands_of_claims_under_an_old_snapshot()
      throws SQLException {
    List<Long> naive = inOrder(TOGETHER * ROUNDS);
    try (Connection report = TestDatabases.asAdministrator(access)) {
      openSnapshot(report);

      List<Long> claimed = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        List<Long> entries = entries(claim(database.transactions(), TOGETHER));
        claimed.addAll(entries);
        settle(entries);
      }
      forgetWhatWasReadAhead();
      Reads withMarks = readsOfOneClaim(database.transactions());
      Reads fromTheBeginning =
          readsOfOneClaim(new PostgresTransactions(new CampaignTransactions(pool())));

      assertThat(claimed).isEqualTo(naive);
      assertThat(withMarks.indexEntries()).isLessThanOrEqualTo(SETS_OF_ZONES * 4L);
      assertThat(withMarks.pages()).isLessThanOrEqualTo(SETS_OF_ZONES * 16L);
      // That this test would notice: who has no marks goes over all that is dead.
      assertThat(fromTheBeginning.indexEntries()).isGreaterThanOrEqualTo(TOGETHER * ROUNDS);
    }
  }

  @Test
  void R1_what_was_read_ahead_is_not_read_again_and_the_order_stands() throws SQLException {
    List<Long> naive = inOrder(TOGETHER + 3);
    List<Long> claimed = new ArrayList<>(entries(claim(database.transactions(), TOGETHER)));

    Reads ofTheNext = readsOfOneClaim(database.transactions());
    claimed.addAll(entries(claim(database.transactions(), 1)));
    forgetWhatWasReadAhead();
    Reads afterNews = readsOfOneClaim(database.transactions());

    assertThat(ofTheNext.indexEntries()).isZero();
    assertThat(afterNews.indexEntries()).isPositive();
    assertThat(claimed).isEqualTo(without(naive, TOGETHER).subList(0, TOGETHER + 1));
  }

  @Test
  void R4_what_another_server_has_taken_of_what_was_read_ahead_is_not_given_again()
      throws SQLException {
    List<Long> naive = inOrder(4);
    PostgresTransactions other = new PostgresTransactions(new CampaignTransactions(pool()));

    List<Long> claimed = new ArrayList<>(entries(claim(database.transactions(), 1)));
    claimed.addAll(entries(claim(other, 2)));
    claimed.addAll(entries(claim(database.transactions(), 1)));

    assertThat(claimed).isEqualTo(naive);
  }

  @Test
  void R4_what_a_claim_took_is_held_even_if_its_transaction_fails_later() throws SQLException {
    List<Long> naive = inOrder(2);

    assertThatThrownBy(() ->
            database
                .transactions()
                .in(
                    campaign,
                    stores -> {
                      stores.queue().claim(project, claimants(1), Objects::nonNull, NOW);
                      throw new IllegalStateException("later");
                    }))
        .hasMessage("later");

    assertThat(entries(claim(database.transactions(), 1))).containsExactly(naive.get(1));
  }

  private static List<Long> without(List<Long> list, int place) {
    List<Long> rest = new ArrayList<>(list);
    rest.remove(place);
    return rest;
  }

  /// As when something comes up among it.
  private void forgetWhatWasReadAhead() {
    ClaimMarks marks = database.transactions().memory().claimMarks();
    marks
        .all()
        .forEach((part, mark) ->
            mark.ahead().found().stream()
                .findFirst()
                .ifPresent(found -> marks.lower(part, found.key())));
  }

  private ConnectionPool pool() {
    return ConnectionPool.open(access, 1);
  }

  private Reads readsOfOneClaim(PostgresTransactions transactions) {
    return transactions.with(
        campaign,
        stores -> {
          Reads before = reads(stores.transaction());
          stores.queue().claim(project, claimants(1), Objects::nonNull, NOW);
          return reads(stores.transaction()).since(before);
        });
  }

  private static Reads reads(OpenTransaction transaction) {
    return new Reads(
        transaction.sql().fetchSingle(INDEX_ENTRIES_READ).get(0, long.class),
        transaction.sql().fetchSingle(PAGES_READ).get(0, long.class));
  }

  private List<Optional<Claim>> claim(PostgresTransactions transactions, int claimants) {
    return transactions.in(
        campaign,
        stores -> stores.queue().claim(project, claimants(claimants), Objects::nonNull, NOW));
  }

  private static List<Long> entries(List<Optional<Claim>> claims) {
    return claims.stream().map(claim -> claim.orElseThrow().candidate().entry().value()).toList();
  }

  private List<Claimant> claimants(int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Claimant(
                user,
                new Holder.OfSession(
                    new SessionId(new UUID(0, i + 1)), new ServerId(new UUID(0, 1))),
                Set.of(),
                NOW.plus(Duration.ofMinutes(5))))
        .toList();
  }

  /// By the definition: everything sorted.
  private List<Long> inOrder(int count) throws SQLException {
    try (Connection connection = TestDatabases.asAdministrator(access);
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select id from queue_entry order by score desc, id limit " + count)) {
      List<Long> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
      return ids;
    }
  }

  /// What dispositions do to the index: the entries leave it, and their numbers are free.
  private void settle(List<Long> entries) throws SQLException {
    String ids = entries.toString().replace('[', '(').replace(']', ')');
    asAdministrator(
        "update queue_entry set state = 'OUT', out_reason = 'DONE', lane = null, rank = null"
            + " where id in "
            + ids
            + "; delete from hold where entry_id in "
            + ids);
  }

  private static void openSnapshot(Connection report) throws SQLException {
    report.setAutoCommit(false);
    report.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = report.createStatement()) {
      statement.execute("select count(*) from campaign");
    }
  }

  private void asAdministrator(String sql) throws SQLException {
    try (Connection connection = TestDatabases.asAdministrator(access);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private record Reads(long indexEntries, long pages) {
    Reads since(Reads before) {
      return new Reads(indexEntries - before.indexEntries, pages - before.pages);
    }
  }
}
