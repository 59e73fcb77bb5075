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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.hustings.core.diary.Diary;
import org.hustings.schema.embedded.EmbeddedServer;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.server.wire.Homes.Kind;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.phonenet.wire.VolunteerPhone;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
  private Diary diary;

  @BeforeEach
  void openDiary() {
    diary = Diary.ofOperators();
  }

  @AfterEach
  void closeDiary() {
    diary.close();
  }

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
    assertThat(diary.of("database.died")).hasSize(1);
    assertThat(diary.of("database.revived")).hasSize(1);
  }

  @Test
  void postgresql_stands_still_for_a_while() throws Exception {
    String number = talks();
    List<ProcessHandle> processes = Signals.family(postmaster()).toList();
    Signals.stand(processes);
    try {
      hangsUpAtOnce();
      notSavedYet();
      named("database.unreachable");
      Until.so(
          PATIENCE,
          "the database is down by the metrics, too",
          () -> server.metrics().sum("hustings_db_up ") == 0);
    } finally {
      Signals.goOn(processes);
    }

    saysAndIsKept(number);
  }

  /// It stands still most of the time, and is never away. Its steps are no part of those in which
  /// it is looked at, so that looks do not come into the same gap again and again.
  @Test
  void postgresql_is_slow() throws Exception {
    String number = talks();
    AtomicBoolean quick = new AtomicBoolean();
    FutureTask<Boolean> pulse = new FutureTask<>(() -> standsAgainAndAgainUntil(quick::get));
    Thread.ofVirtual().name("pulse").start(pulse);
    try {
      hangsUpAtOnce();
      named("database.slow");
      saysAndIsKept(number);
    } finally {
      quick.set(true);
      assertThat(pulse.get()).isTrue();
    }
    Until.so(
        PATIENCE,
        "it is quick again",
        () -> server.metrics().sum("hustings_db_probe_seconds ") < 0.5);
  }

  private boolean standsAgainAndAgainUntil(BooleanSupplier quick) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    while (!quick.getAsBoolean()) {
      List<ProcessHandle> processes = Signals.family(postmaster()).toList();
      Signals.stand(processes);
      boolean _ = never.await(1_700, TimeUnit.MILLISECONDS);
      Signals.goOn(processes);
      boolean _ = never.await(130, TimeUnit.MILLISECONDS);
    }
    return true;
  }

  @Test
  void all_connections_are_taken() throws Exception {
    String number = talks();
    asAdministrator("alter role hustings_app connection limit 0");
    asAdministrator(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'hustings_app'");

    hangsUpAtOnce();
    notSavedYet();
    saidWhy("it has no connection left");
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
    saidWhy("the disk is full");
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

  /// In the log, which an operator reads.
  private void named(String event) {
    Until.so(PATIENCE, "the log says " + event, () -> !diary.of(event).isEmpty());
  }

  private void saidWhy(String words) {
    Until.so(
        PATIENCE,
        "the log says that " + words,
        () ->
            diary.of("store-unavailable").stream().anyMatch(entry -> entry.text().contains(words)));
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
