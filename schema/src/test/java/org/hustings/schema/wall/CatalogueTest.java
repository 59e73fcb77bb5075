package org.hustings.schema.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.hustings.schema.TestDatabases;
import org.hustings.schema.connection.DatabaseAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Walks the catalogue: no tenant's table stands outside the wall. And proves of each question that
/// it would find one that does.
final class CatalogueTest {
  private final DatabaseAccess access = TestDatabases.fresh();
  private Connection connection;
  private Catalogue catalogue;

  @BeforeEach
  void connect() throws SQLException {
    connection = TestDatabases.asAdministrator(access);
    catalogue = new Catalogue(connection);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void every_tenant_table_is_behind_the_wall() throws SQLException {
    assertThat(catalogue.tablesWithoutForcedRowSecurity()).isEmpty();
    assertThat(catalogue.tablesWithoutCampaign()).isEmpty();
    assertThat(catalogue.tablesWithoutTheOnePolicy()).isEmpty();
    assertThat(catalogue.foreignKeysThatCross()).isEmpty();
  }

  @Test
  void a_table_that_was_forgotten_is_found() throws SQLException {
    execute("create table forgotten (id bigint, phone_id bigint)");

    assertThat(catalogue.tablesWithoutForcedRowSecurity()).containsExactly("forgotten");
    assertThat(catalogue.tablesWithoutCampaign()).containsExactly("forgotten");
    assertThat(catalogue.tablesWithoutTheOnePolicy()).containsExactly("forgotten");
  }

  @Test
  void security_that_does_not_bind_the_owner_is_found() throws SQLException {
    execute("alter table voter no force row level security");

    assertThat(catalogue.tablesWithoutForcedRowSecurity()).containsExactly("voter");
  }

  @Test
  void a_policy_that_shows_more_is_found() throws SQLException {
    execute("create policy generous on voter for select using (true)");

    assertThat(catalogue.tablesWithoutTheOnePolicy()).containsExactly("voter");
  }

  @Test
  void a_foreign_key_that_leaves_the_campaign_behind_is_found() throws SQLException {
    execute("alter table server add column phone_number_of bigint unique");
    execute("create table crossing (campaign_id bigint not null, s uuid references server)");

    assertThat(catalogue.foreignKeysThatCross()).containsExactly("crossing.crossing_s_fkey");
  }

  @Test
  void the_doors_are_these_and_none_can_be_led_astray_by_a_search_path() throws SQLException {
    assertThat(catalogue.doors())
        .contains("all_campaigns", "campaign_at", "campaign_named", "found_campaign");
    assertThat(catalogue.doorsWithoutFixedSearchPath()).isEmpty();
  }

  @Test
  void the_applications_role_can_neither_bypass_the_wall_nor_own_a_stone_of_it()
      throws SQLException {
    assertThat(catalogue.powersOf("hustings_app")).isEmpty();
    assertThat(catalogue.powersOf("hustings_owner")).anyMatch(power -> power.startsWith("owns "));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
