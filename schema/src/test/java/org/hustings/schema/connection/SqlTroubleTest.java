package org.hustings.schema.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTroubleTest {
  @ParameterizedTest
  @CsvSource({
    "53100, the disk is full",
    "53300, it has no connection left",
    "57014, a statement took too long",
    "57P03, it is being stopped or started",
    "08006, there is no connection to it",
    "58030, see PostgreSQL's own log"
  })
  void what_makes_the_database_unreachable_is_named_by_its_code_and_no_value(
      String state, String words) {
    Throwable thrown = new IllegalStateException(new SQLException("Key (+12125550111)", state));

    assertThat(SqlTrouble.of(thrown)).isEqualTo(SqlTrouble.UNAVAILABLE);
    assertThat(SqlTrouble.named(thrown)).isEqualTo(words + " (SQLSTATE " + state + ")");
  }

  @Test
  void a_pool_without_a_free_connection_is_named_too() {
    assertThat(SqlTrouble.named(new SQLTransientConnectionException("request timed out")))
        .isEqualTo("no connection was free in time (SQLSTATE none)");
  }
}
