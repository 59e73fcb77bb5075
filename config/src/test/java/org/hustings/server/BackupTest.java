package org.hustings.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hustings.api.ApiClient;
import org.hustings.server.demo.RunningDemo;
import org.hustings.server.settings.BadSettings;
import org.hustings.server.settings.SettingsFile;
import org.hustings.telephony.phonenet.wire.Towns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup by command in the middle of a shift, restored as `docs/operations.md` says, and served
/// from.
class BackupTest {
  private static final ZoneId VOTERS = ZoneId.of("America/New_York");

  /// Whatever the hour, it is two in the afternoon here, so that everybody may be called.
  private static final InstantSource AFTERNOON = afternoon(InstantSource.system());

  private static final int LOOKS = 300;

  /// What a shift does not change.
  private static final List<String> STEADY =
      List.of("campaign", "app_user", "project", "voter", "phone", "link", "target", "queue_entry");

  /// What only grows while volunteers call.
  private static final List<String> GROWING = List.of("attempt", "disposition", "ledger");

  /// Attempts without an outcome.
  private static final String OPEN = "open attempts";

  @TempDir private Path directory;

  private final StringWriter printed = new StringWriter();

  @Test
  void
      r23_a_backup_in_mid_shift_restores_all_that_was_committed_closes_attempts_and_is_called_from()
          throws Exception {
    Path demoHome = directory.resolve("demo");
    Path data = demoHome.resolve("database");
    Path backup = directory.resolve("backup");
    Map<String, Long> before;
    Map<String, Long> after;
    try (RunningDemo demo =
        RunningDemo.start(
            new RunningDemo.Plan(demoHome, new RunningDemo.DemoSettingsPorts(0, 0, 0), 3, 7),
            AFTERNOON)) {
      assertThat(demo.managementPort()).isPositive();
      awaitAttempts(data);
      before = counts(data);
      assertThat(backup(demoHome, backup)).as(printed.toString()).isZero();
      after = counts(data);
    }

    Path restored = directory.resolve("restored");
    Files.move(backup, restored);
    try (HustingsServer server = serveFrom(demoHome, restored)) {
      assertThat(server.httpPort()).isPositive();
      Map<String, Long> found = counts(restored);
      for (String table : STEADY) {
        assertThat(found.get(table)).as(table).isEqualTo(before.get(table)).isPositive();
      }
      for (String table : GROWING) {
        assertThat(found.get(table)).as(table).isBetween(before.get(table), after.get(table));
      }
      assertThat(before.get(OPEN)).as("open at the time of the backup").isPositive();
      Towns.eventually(() -> countsOf(restored).getOrDefault(OPEN, 1L) == 0);
      goesOnCalling(server.httpPort());
    }
  }

  @Test
  void where_no_database_runs_there_is_no_backup_and_the_reason_is_told() throws IOException {
    Path settings = directory.resolve("hustings.yaml");
    Files.writeString(settings, "database: {data: \"" + directory.resolve("none") + "\"}\n");
    assertThat(run("backup", "--config=" + settings, "--to=" + directory.resolve("backup")))
        .isEqualTo(4);
    assertThat(printed.toString()).contains("no PostgreSQL runs on");
    assertThat(directory.resolve("backup")).doesNotExist();
  }

  @Test
  void a_directory_that_is_there_is_not_written_over() throws IOException {
    Path there = Files.createDirectories(directory.resolve("backup"));
    assertThat(backup(directory.resolve("nowhere"), there)).isNotZero();
    assertThat(there).isEmptyDirectory();
  }

  /// A volunteer of the demo signs in with what was backed up, and has somebody to call.
  private static void goesOnCalling(int port) {
    ApiClient admin = ApiClient.on(port).signedIn("admin@demo", "demo-admin-password");
    long project = admin.get("/api/v1/projects").json().path("items").path(0).path("id").asLong();
    ApiClient volunteer = ApiClient.on(port).signedIn("volunteer101@demo", "demo-password-101");
    ApiClient.Answer begun =
        volunteer.post("/api/v1/session/by-hand", "{\"project\":" + project + "}");
    assertThat(begun.status()).as(begun.toString()).isBetween(200, 299);
    ApiClient.Answer asked = volunteer.post("/api/v1/session/next");
    assertThat(asked.status()).as(asked.toString()).isBetween(200, 299);
    Towns.eventually(() ->
        volunteer.get("/api/v1/session").json().path("state").asString().equals("PREVIEWING"));
  }

  private static InstantSource afternoon(InstantSource real) {
    Instant now = real.instant();
    Instant then = now.atZone(VOTERS).with(LocalTime.of(14, 0)).toInstant();
    Duration ahead =
        Duration.between(now, then.isBefore(now) ? then.plus(Duration.ofDays(1)) : then);
    return () -> real.instant().plus(ahead);
  }

  private static Map<String, Long> countsOf(Path data) {
    try {
      return counts(data);
    } catch (IOException | SQLException e) {
      throw new AssertionError(e);
    }
  }

  private int backup(Path home, Path into) throws IOException {
    Path settings = home.resolve("hustings.yaml");
    if (!Files.exists(settings)) {
      Files.createDirectories(home);
      Files.writeString(settings, "database: {data: \"" + home + "\"}\n");
    }
    return run("backup", "--config=" + settings, "--to=" + into);
  }

  private int run(String... arguments) {
    PrintWriter writer = new PrintWriter(printed, true);
    return Main.commandLine().setOut(writer).setErr(writer).execute(arguments);
  }

  private HustingsServer serveFrom(Path home, Path restored)
      throws IOException, BadSettings, StartFailed {
    Path settings = directory.resolve("restored.yaml");
    Files.writeString(
        settings,
        Files.readString(home.resolve("hustings.yaml"))
            .replace(home.resolve("database").toAbsolutePath().toString(), restored.toString()));
    return HustingsServer.start(new SettingsFile(Map.of()).read(Optional.of(settings)), AFTERNOON);
  }

  private static void awaitAttempts(Path data) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    for (int look = 0; look < LOOKS; look++) {
      Map<String, Long> counts = counts(data);
      if (counts.getOrDefault("attempt", 0L) >= 3 && counts.getOrDefault(OPEN, 0L) > 0) {
        return;
      }
      assertThat(never.await(200, TimeUnit.MILLISECONDS)).isFalse();
    }
    throw new AssertionError("nobody called");
  }

  /// Rows of all campaigns, as the embedded server's superuser sees them.
  private static Map<String, Long> counts(Path data) throws IOException, SQLException {
    Properties passwords = new Properties();
    try (InputStream in = Files.newInputStream(data.resolve("passwords"))) {
      passwords.load(in);
    }
    String url =
        "jdbc:postgresql://127.0.0.1:"
            + Files.readString(data.resolve("port")).strip()
            + "/hustings";
    Map<String, Long> counts = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection(url, "postgres", passwords.getProperty("superuser"));
        Statement statement = connection.createStatement()) {
      for (List<String> tables : List.of(STEADY, GROWING)) {
        for (String table : tables) {
          try (ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            counts.put(table, row.getLong(1));
          }
        }
      }
      try (ResultSet row =
          statement.executeQuery("select count(*) from attempt where disposed_at is null")) {
        row.next();
        counts.put(OPEN, row.getLong(1));
      }
    }
    return counts;
  }
}
