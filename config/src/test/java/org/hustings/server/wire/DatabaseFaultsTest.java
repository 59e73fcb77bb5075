package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.hustings.schema.embedded.EmbeddedServer;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.server.wire.Homes.Kind;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.phonenet.wire.VolunteerPhone;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// R22 while PostgreSQL fails, the real one under the real server: in each case somebody is talking
/// to a voter when it happens. Hanging up works at once, what is said is not confirmed before it is
/// saved, and everything goes on by itself.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseFaultsTest {
  private static final Duration RING_FOR = Duration.ofMinutes(2);
  private static final Duration AT_ONCE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final short[] MESSAGE = Sounds.chirp(600, 2400, Duration.ofSeconds(1));

  private final InstantSource clock = Clock.systemUTC();
  private final Homes homes = Homes.callableAt(clock.instant().atOffset(ZoneOffset.UTC));
  private Path data;
  private EmbeddedServer database;
  private Carrier carrier;
  private RunningServer server;
  private VolunteerPhone phone;
  private Screen screen;
  private String attempt = "";

  @BeforeAll
  void a_volunteer_joins(@TempDir Path directory) throws Exception {
    data = directory.resolve("database");
    database = EmbeddedServer.start(data);
    carrier = Carrier.with(clock, directory, homes.behaviours());
    server =
        RunningServer.from(SettingsText.on(database.access(), carrier.port()), clock, directory);
    Volunteer volunteer = server.campaign().volunteer("volunteer", "101");
    screen = server.campaign().screenOf(volunteer);
    phone = carrier.phone("+19195550180");
    var target =
        new VolunteerPhone.Target(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.sipPort()),
            Transport.UDP,
            Campaign.DIAL_IN);
    assertThat(phone.dialIn(target, volunteer.number(), volunteer.pin()))
        .isInstanceOf(VolunteerPhone.Answer.Connected.class);
    screen.awaitState("READY");
  }

  @AfterAll
  void close() {
    screen.close();
    phone.close();
    server.close();
    carrier.close();
    database.close();
  }

  @Test
  void postgresql_is_killed() throws Exception {
    String number = talks();

    postmaster().destroyForcibly();

    hangsUpAtOnce();
    saysAndIsKept(number);
  }

  @Test
  void postgresql_stands_still_for_a_while() throws Exception {
    String number = talks();
    List<ProcessHandle> processes = Signals.family(postmaster()).toList();
    Signals.stand(processes);
    try {
      hangsUpAtOnce();
    } finally {
      Signals.goOn(processes);
    }

    saysAndIsKept(number);
  }

  @Test
  void all_connections_are_taken() throws Exception {
    String number = talks();
    asAdministrator("alter role hustings_app connection limit 0");
    asAdministrator(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'hustings_app'");

    hangsUpAtOnce();
    notSavedYet();
    asAdministrator("alter role hustings_app connection limit -1");

    saysAndIsKept(number);
  }

  /// Not a disk that is full, but the very words with which PostgreSQL says so.
  @Test
  void postgresql_says_that_the_disk_is_full() throws Exception {
    String number = talks();
    asAdministrator(
        """
        create function disk_full() returns trigger language plpgsql as
          $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
        create trigger disk_full before insert on disposition
          for each row execute function disk_full();
        """);

    hangsUpAtOnce();
    notSavedYet();
    asAdministrator("drop function disk_full() cascade");

    saysAndIsKept(number);
  }

  // --- what is the same in all ---

  private String talks() {
    String number = homes.number(Kind.ANSWERS);
    Map<String, Object> settings = server.campaign().settings(RING_FOR);
    homes.openAllDay(settings);
    long project = server.campaign().project(settings, MESSAGE);
    server.campaign().voters(project, homes.file(number));
    screen.choose(project);
    assertThat(screen.callNext()).isEqualTo(number);
    screen.awaitState("TALKING");
    attempt = screen.attempt();
    return number;
  }

  /// R22: hanging up never waits for the database.
  private void hangsUpAtOnce() {
    screen.tryHangUp();
    Until.so(AT_ONCE, "the voter's call is over", () -> carrier.open() == 0);
  }

  /// The volunteer is told that it is not saved, and not that it is.
  private void notSavedYet() {
    Api.Answer answer = screen.tryDispose(attempt, "SUCCESSFUL", "said " + attempt);
    assertThat(answer.status()).as(answer.text()).isIn(409, 503);
    assertThat(answer.text()).containsAnyOf("not-saved-yet", "store-unavailable");
    Until.so(
        PATIENCE,
        "the fault is counted",
        () -> server.metrics().sum("hustings_store_unavailable_total") > 0);
  }

  /// Said with the same key until it is confirmed, it is in the books once.
  private void saysAndIsKept(String number) {
    Until.so(
        PATIENCE,
        "what was said is confirmed",
        () -> screen.tryDispose(attempt, "SUCCESSFUL", "said " + attempt).status() == 200);
    assertThat(server.campaign().awaitDisposed(number).status()).isEqualTo("COMPLETED");
    assertThat(server.campaign().phone(number).attempts()).hasSize(1);
    assertThat(carrier.rings(number)).hasSize(1);
    screen.awaitState("READY");
  }

  private ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(data.resolve("data/postmaster.pid")).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private void asAdministrator(String sql) throws SQLException {
    var who = database.administrator();
    try (Connection connection =
            DriverManager.getConnection(database.access().url(), who.user(), who.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
