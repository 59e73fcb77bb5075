package org.hustings.schema.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hustings.core.contract.Settings;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.Settlement;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.PostgresDatabase;
import org.hustings.schema.TestDatabases;
import org.hustings.schema.connection.ConnectionPool;
import org.hustings.schema.connection.DatabaseAccess;
import org.hustings.schema.engine.SeededPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Somebody in one campaign, with the application's own role and any SQL they like, tries to get at
/// another campaign.
final class CrossingTest {
  private final DatabaseAccess access = TestDatabases.fresh();
  private final PostgresDatabase database = PostgresDatabase.open(access, 2);
  private final SeededPostgres seeded = new SeededPostgres(database);
  private final CampaignId theirs = seeded.campaign("Theirs");
  private final CampaignId ours = seeded.campaign("Ours");
  private final ProjectId project = seeded.project(theirs, "P", Settings.byDefault().build());
  private final VoterId voter = seeded.voter(theirs, "Voter", Set.of());
  private final PhoneId phone =
      seeded.phone(theirs, new PhoneNumber("+19195550101"), Set.of(Settings.NEW_YORK));
  private Connection connection;

  @BeforeEach
  void begin() throws SQLException {
    seeded.link(theirs, voter, phone, 80);
    seeded.target(theirs, project, voter);
    database
        .transactions()
        .with(
            theirs,
            stores -> {
              stores
                  .queue()
                  .settle(List.of(phone), Settlement.byTheRules(), java.time.Instant.EPOCH);
              return phone;
            });
    connection = TestDatabases.asApplication(access);
    connection.setAutoCommit(false);
    work(ours);
  }

  @AfterEach
  void end() throws SQLException {
    connection.close();
    database.close();
  }

  @Test
  void no_row_of_any_table_is_seen_from_another_campaign() throws SQLException {
    for (String table : tenantTables()) {
      assertThat(count(table)).describedAs(table).isZero();
    }
    work(theirs);
    assertThat(count("queue_entry")).isEqualTo(1);
  }

  @Test
  void nothing_at_all_is_seen_without_a_campaign() throws SQLException {
    connection.rollback();

    for (String table : tenantTables()) {
      assertThat(count(table)).describedAs(table).isZero();
    }
  }

  @Test
  void another_campaigns_rows_are_neither_changed_nor_deleted() throws SQLException {
    assertThat(update("update voter set last_name = 'x'")).isZero();
    assertThat(update("update phone set status = 'COMPLETED' where id = " + phone)).isZero();
    assertThat(update("delete from link")).isZero();
  }

  @Test
  void a_row_cannot_be_put_into_another_campaign() {
    assertThatThrownBy(() ->
            update("insert into user_group (campaign_id, name) values (" + theirs + ", 'spies')"))
        .hasMessageContaining("row-level security");
  }

  @Test
  void a_row_cannot_be_moved_into_another_campaign() throws SQLException {
    update("insert into user_group (campaign_id, name) values (" + ours + ", 'spies')");

    assertThatThrownBy(() -> update("update user_group set campaign_id = " + theirs))
        .hasMessageContaining("row-level security");
  }

  @Test
  void a_foreign_key_does_not_reach_over() {
    assertThatThrownBy(() ->
            update(
                "insert into reopening (campaign_id, phone_id, at, by_user) values ("
                    + ours
                    + ", "
                    + phone
                    + ", now(), 1)"))
        .hasMessageContaining("foreign key");
  }

  @Test
  void the_doors_tell_of_campaigns_and_of_nothing_in_them() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select * from all_campaigns()")) {
      assertThat(row.getMetaData().getColumnCount()).isEqualTo(4);
      assertThat(row.next()).isTrue();
    }
    assertThatThrownBy(() -> update("call wall_off('voter')")).hasMessageContaining("denied");
  }

  @Test
  void the_campaign_of_one_transaction_is_forgotten_in_the_next() throws SQLException {
    work(theirs);
    connection.commit();

    assertThat(count("voter")).isZero();
  }

  @Test
  void history_is_changed_by_nobody() throws SQLException {
    for (String table : List.of("disposition", "ledger", "note", "survey_answer", "reopening")) {
      assertThatThrownBy(() -> update("delete from " + table)).hasMessageContaining("denied");
      connection.rollback();
      work(theirs);
    }
    try (Connection owner = TestDatabases.asOwner(access);
        Statement statement = owner.createStatement()) {
      assertThatThrownBy(() -> statement.execute("truncate ledger"))
          .hasMessageContaining("append-only");
      assertThatThrownBy(() -> statement.execute("update disposition set code = 'x'"))
          .hasMessageContaining("append-only");
    }
  }

  @Test
  void the_balance_is_what_the_ledger_makes_it() {
    assertThatThrownBy(() -> update("update balance set microdollars = 1000000"))
        .hasMessageContaining("denied");
  }

  @Test
  @SuppressWarnings("ArgumentSelectionDefectChecker") // swapped on purpose: that is the mistake
  void a_role_that_could_bypass_the_wall_is_refused_at_start() {
    DatabaseAccess asOwner = new DatabaseAccess(access.url(), access.application(), access.owner());

    assertThatThrownBy(() -> PostgresDatabase.open(asOwner, 1))
        .isInstanceOf(ConnectionPool.UnsafeRole.class)
        .hasMessageContaining("owns tables");
  }

  private void work(CampaignId campaign) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select set_config('hustings.campaign', '" + campaign + "', true)");
    }
  }

  private List<String> tenantTables() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select relname from pg_class"
                    + " where relnamespace = 'public'::regnamespace and relkind = 'r'"
                    + " and relname not in ('flyway_schema_history', 'server', 'campaign')"
                    + " and has_table_privilege(oid, 'select')")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    assertThat(tables).contains("voter", "phone", "queue_entry", "hold", "ledger");
    return tables;
  }

  private long count(String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private int update(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }
}
