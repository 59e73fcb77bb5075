package org.hustings.schema.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.hustings.schema.connection.DatabaseAccess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The embedded server through restarts and crashes: its own, and ours.
final class EmbeddedServerTest {
  @TempDir private static Path directory;

  @BeforeAll
  static void fill() throws SQLException {
    try (EmbeddedServer server = EmbeddedServer.start(directory);
        Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept (number bigint primary key)");
    }
  }

  @AfterAll
  static void stopWhatIsLeft() {
    EmbeddedServer.start(directory).close();
  }

  @Test
  void R22_what_was_committed_when_the_database_was_killed_is_there_when_it_is_back()
      throws Exception {
    AtomicLong committed = new AtomicLong();
    EmbeddedServer server = EmbeddedServer.start(directory);
    CountDownLatch underLoad = new CountDownLatch(50);
    Thread load = Thread.ofVirtual().start(() -> insertUntilItBreaks(server, committed, underLoad));
    assertThat(underLoad.await(60, TimeUnit.SECONDS)).isTrue();

    kill(postmaster());
    load.join();
    server.abandon();

    try (EmbeddedServer again = EmbeddedServer.start(directory)) {
      assertThat(highest(again)).isBetween(committed.get(), committed.get() + 1);
    }
  }

  @Test
  void a_database_that_is_killed_while_we_live_is_started_again_at_the_same_port()
      throws Exception {
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      ProcessHandle killed = postmaster();
      kill(killed);

      awaitAnswer(server);
      assertThat(postmaster().pid()).isNotEqualTo(killed.pid());
    }
    assertThat(ProcessHandle.allProcesses().filter(this::isOurs)).as("after our end").isEmpty();
  }

  private boolean isOurs(ProcessHandle process) {
    return process.info().arguments().stream()
        .flatMap(java.util.Arrays::stream)
        .anyMatch(word -> word.startsWith(directory.toString()));
  }

  /// Nobody tells when it is back.
  private static void awaitAnswer(EmbeddedServer server) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int tries = 0; tries < 600; tries++) {
      try (Connection connection = connect(server)) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException _) {
        boolean _ = never.await(100, TimeUnit.MILLISECONDS);
      }
    }
    throw new AssertionError("the database did not come back");
  }

  @Test
  void a_server_whose_program_died_is_adopted_with_its_connections() throws Exception {
    EmbeddedServer abandoned = EmbeddedServer.start(directory);
    ProcessHandle postmaster = postmaster();
    try (Connection open = connect(abandoned)) {
      abandoned.abandon();

      try (EmbeddedServer adopted = EmbeddedServer.start(directory)) {
        assertThat(postmaster().pid()).isEqualTo(postmaster.pid());
        assertThat(adopted.access()).isEqualTo(abandoned.access());
        assertThat(open.isValid(5)).isTrue();
      }
    }
    postmaster.onExit().get(30, TimeUnit.SECONDS);
  }

  @Test
  void a_restart_finds_the_same_port_and_the_same_passwords() {
    DatabaseAccess before;
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      before = server.access();
    }
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      assertThat(server.access()).isEqualTo(before);
      assertThat(server.access().application().password())
          .isEqualTo(before.application().password());
    }
  }

  @Test
  void what_is_left_of_a_dead_server_does_not_keep_another_program_from_its_pid()
      throws IOException {
    long ours = ProcessHandle.current().pid();
    Files.writeString(
        directory.resolve("data/postmaster.pid"),
        ours + "\n" + directory.resolve("data") + "\n0\n1\n\n127.0.0.1\n\nready\n");

    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      assertThat(server.access().url()).isNotEmpty();
    }
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void two_programs_do_not_share_a_directory() {
    try (EmbeddedServer _ = EmbeddedServer.start(directory)) {
      assertThatThrownBy(() -> EmbeddedServer.start(directory))
          .isInstanceOf(EmbeddedServerFailed.class)
          .hasMessageContaining("in use by another Hustings");
    }
  }

  @Test
  void commits_are_durable_and_nobody_but_this_machine_with_a_password_gets_in() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      assertThat(show(server, "fsync")).isEqualTo("on");
      assertThat(show(server, "synchronous_commit")).isEqualTo("on");
      assertThat(show(server, "full_page_writes")).isEqualTo("on");
      assertThat(show(server, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(show(server, "data_checksums")).isEqualTo("on");
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.access().url(), "hustings_owner", "guess"))
          .hasMessageContaining("authentication failed");
    }
    assertThat(Files.getPosixFilePermissions(directory.resolve("passwords")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  private static void insertUntilItBreaks(
      EmbeddedServer server, AtomicLong committed, CountDownLatch underLoad) {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      for (long number = highest(server) + 1; ; number++) {
        statement.execute("insert into kept values (" + number + ")");
        committed.set(number);
        underLoad.countDown();
      }
    } catch (SQLException e) {
      // the server is gone: what this waits for
    }
  }

  private static ProcessHandle postmaster() throws IOException {
    return Postmaster.on(directory.resolve("data")).orElseThrow().process().orElseThrow();
  }

  private static void kill(ProcessHandle process) throws Exception {
    process.destroyForcibly();
    process.onExit().get(30, TimeUnit.SECONDS);
  }

  private static long highest(EmbeddedServer server) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select coalesce(max(number), 0) from kept")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String show(EmbeddedServer server, String setting) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + setting)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection connect(EmbeddedServer server) throws SQLException {
    DatabaseAccess access = server.access();
    return DriverManager.getConnection(
        access.url(), access.owner().user(), access.owner().password());
  }
}
