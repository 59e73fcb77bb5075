package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.hustings.schema.embedded.EmbeddedServer;
import org.hustings.server.wire.Campaign.Phone;
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

/// R22, R23: the real program, killed in the moment between a voter's call and the line in the
/// database that says how to end it. The moment is made as long as it takes: the table of dialogs
/// is locked against writing. No call may be left that nobody can end.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledInTheWindowTest {
  private static final Duration RING_FOR = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final short[] MESSAGE = Sounds.chirp(600, 2400, Duration.ofSeconds(1));

  private final InstantSource clock = Clock.systemUTC();
  private final Homes homes = Homes.callableAt(clock.instant().atOffset(ZoneOffset.UTC));
  private EmbeddedServer database;
  private Carrier carrier;
  private ServerProcess server;
  private Volunteer volunteer;

  @BeforeAll
  void a_server_runs(@TempDir Path directory) {
    database = EmbeddedServer.start(directory.resolve("database"));
    carrier = Carrier.with(clock, directory, homes.behaviours());
    server = ServerProcess.with(directory, SettingsText.on(database.access(), carrier.port()));
    server.start();
    volunteer = Campaign.found(server.api()).volunteer("volunteer", "101");
  }

  @AfterAll
  void close() {
    server.close();
    carrier.close();
    database.close();
  }

  @Test
  void r23_a_voter_who_answers_in_the_moment_of_the_kill_is_let_go() throws Exception {
    String number = homes.number(Kind.ANSWERS);

    killedOnceTheScreenShows("/call/answeredAt", number);

    Phone phone = letGo(number);
    assertThat(phone.action()).isEqualTo("NO_ANSWER");
    assertThat(carrier.rings(number).getFirst().times().answeredAt()).isPresent();
  }

  @Test
  void r22_a_voters_phone_that_rings_in_the_moment_of_the_kill_falls_silent() throws Exception {
    String number = homes.number(Kind.RINGS_OUT);

    killedOnceTheScreenShows("/call/ringingAt", number);

    assertThat(letGo(number).action()).isEqualTo("NO_ANSWER");
  }

  /// Calls a number while no dialog can be written, and kills the server when the volunteer sees
  /// how far it got.
  private void killedOnceTheScreenShows(String moment, String number) throws Exception {
    try (Connection administrator = administrator();
        Statement statement = administrator.createStatement();
        VolunteerPhone telephone = carrier.phone("+19195550180")) {
      Campaign campaign = Campaign.of(server.api());
      try (Screen screen = joined(campaign, telephone, number)) {
        administrator.setAutoCommit(false);
        statement.execute("lock table leg_dialog in exclusive mode");
        assertThat(screen.callNext()).isEqualTo(number);
        screen.await(session -> session.at(moment).isString(), moment);

        server.kill();
      }
      // What the dead server was writing is given up, as by a database that noticed its death.
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where usename ='hustings_app'");
      administrator.rollback();
      assertThat(carrier.open()).isOne();
      server.start();
      assertThat(telephone.awaitEnd(PATIENCE)).isTrue();
    }
  }

  private Screen joined(Campaign campaign, VolunteerPhone telephone, String number)
      throws InterruptedException {
    Map<String, Object> settings = campaign.settings(RING_FOR);
    homes.openAllDay(settings);
    long project = campaign.project(settings, MESSAGE);
    campaign.voters(project, homes.file(number));
    Screen screen = campaign.screenOf(volunteer);
    var target =
        new VolunteerPhone.Target(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.sipPort()),
            Transport.UDP,
            Campaign.DIAL_IN);
    assertThat(telephone.dialIn(target, volunteer.number(), volunteer.pin()))
        .isInstanceOf(VolunteerPhone.Answer.Connected.class);
    screen.awaitState("READY");
    screen.choose(project);
    return screen;
  }

  private Phone letGo(String number) {
    Until.so(PATIENCE, "no voter's call is up any more", () -> carrier.open() == 0);
    Phone phone = Campaign.of(server.api()).awaitDisposed(number);
    assertThat(phone.attempts()).hasSize(1);
    assertThat(carrier.rings(number)).hasSize(1);
    assertThat(server.metrics().brokenInvariants()).isEmpty();
    return phone;
  }

  private Connection administrator() throws SQLException {
    var who = database.administrator();
    return DriverManager.getConnection(database.access().url(), who.user(), who.password());
  }
}
