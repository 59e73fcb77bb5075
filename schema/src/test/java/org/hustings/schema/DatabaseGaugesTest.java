package org.hustings.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.hustings.schema.connection.DatabaseAccess;
import org.junit.jupiter.api.Test;

class DatabaseGaugesTest {
  private final DatabaseAccess access = TestDatabases.fresh();

  @Test
  void a_database_that_answers_is_up_and_tells_of_its_snapshots_and_dead_rows() {
    try (PostgresDatabase database = PostgresDatabase.open(access, 2)) {
      DatabaseGauges gauges = database.gauges();
      gauges.sample();

      assertThat(gauges.up()).isEqualTo(1);
      assertThat(gauges.probeSeconds()).isPositive();
      assertThat(gauges.oldestSnapshotSeconds()).isNotNegative();
      assertThat(gauges.deadQueueRows()).isNotNegative();
    }
  }

  @Test
  void before_it_was_asked_and_once_it_is_gone_it_is_down_and_nothing_else_is_told()
      throws SQLException {
    try (PostgresDatabase database = PostgresDatabase.open(access, 2)) {
      DatabaseGauges gauges = database.gauges();
      assertThat(gauges.up()).isZero();
      gauges.sample();
      drop();
      gauges.sample();

      assertThat(gauges.up()).isZero();
      assertThat(gauges.oldestSnapshotSeconds()).isNaN();
      assertThat(gauges.deadQueueRows()).isNaN();
    }
  }

  private void drop() throws SQLException {
    String name = access.url().replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    String server = access.url().replaceFirst("/" + name, "/postgres");
    DatabaseAccess beside = new DatabaseAccess(server, access.owner(), access.application());
    try (Connection connection = TestDatabases.asAdministrator(beside);
        Statement statement = connection.createStatement()) {
      statement.execute("drop database " + name + " with (force)");
    }
  }
}
