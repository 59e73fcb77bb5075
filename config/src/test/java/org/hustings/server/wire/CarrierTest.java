package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.hustings.server.wire.Campaign.Phone;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.peers.Baresip;
import org.hustings.telephony.peers.BaresipLine;
import org.hustings.telephony.peers.FreePorts;
import org.hustings.telephony.peers.Sipp;
import org.hustings.telephony.peers.SippScenario;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What carriers do, played by sipp, through the whole server: what is written of the attempt, and
/// what becomes of the number (R14, R15, R22). One volunteer works through the whole table. Without
/// sipp and baresip it fails.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CarrierTest {
  private static final Duration RING_FOR = Duration.ofSeconds(5);
  private static final Duration RETRY_DELAY = Duration.ofMinutes(30);

  /// Longer than a trunk is left alone after a failure.
  private static final Duration TRUNK_IS_WELL = Duration.ofMinutes(5);

  /// RFC 3261's timer B, 32 s, and some.
  private static final Duration TIMER_B = Duration.ofSeconds(45);

  private static final short[] CHIRP = Sounds.chirp(Duration.ofSeconds(1));

  private final ShiftedClock clock = ShiftedClock.inTheMorning();
  private final AtomicInteger voters = new AtomicInteger(1);
  private final int trunkPort = FreePorts.one();

  private Path directory;
  private RunningServer server;
  private Baresip phone;
  private Screen screen;

  @BeforeAll
  void a_volunteer_dials_in(@TempDir Path parent) {
    directory = parent;
    server = RunningServer.withTrunkTo(trunkPort, clock, directory);
    phone = Baresip.start(directory, BaresipLine.named("ada"));
    Volunteer ada = server.campaign().volunteer("ada", "101");
    screen = server.campaign().screenOf(ada);
    server.dialIn(phone, ada, screen);
  }

  @AfterAll
  void close() {
    screen.leave();
    screen.close();
    phone.close();
    server.close();
  }

  /// What the volunteer does once the number was dialed.
  enum Act {
    /// Waits for the end, and says what is suggested.
    CONFIRMS,
    /// Hangs up while it rings, then says what is suggested.
    HANGS_UP_WHILE_IT_RINGS,
    /// Talks until the other side hangs up, and says that it went well.
    LISTENS,
    /// Talks, hangs up, and says that it went well.
    TALKS_AND_HANGS_UP,
    /// Has nothing to say: it was no attempt at a voter.
    IS_READY_AGAIN
  }

  /// What is to be written of the attempt.
  record Written(String outcome, String blame, String action) {}

  /// What is to become of the number.
  enum Next {
    /// R14, R15: counts, and comes back half an hour after the end.
    COUNTED,
    /// R15: nothing counts, and it is back in its place.
    BACK_IN_ITS_PLACE,
    /// R11: never called again.
    DONE
  }

  record Row(String label, SippScenario carrier, Act act, Written written, Next next) {
    @Override
    public String toString() {
      return label;
    }
  }

  private static Row row(String label, SippScenario carrier, Act act, String written, Next next) {
    String[] words = written.split(" ", -1);
    return new Row(label, carrier, act, new Written(words[0], words[1], words[2]), next);
  }

  private static Row refused(int code, String reason, String written) {
    return row(
        "%d %s after ringing".formatted(code, reason),
        SippScenario.refusing(code, reason),
        Act.CONFIRMS,
        written,
        Next.COUNTED);
  }

  private static Row turnedAway(int code, String reason) {
    return row(
        "%d %s without ringing".formatted(code, reason),
        SippScenario.refusingAtOnce(code, reason),
        Act.IS_READY_AGAIN,
        "NOT_CONNECTED CARRIER NOT_PLACED",
        Next.BACK_IN_ITS_PLACE);
  }

  // spotless:off
  static Stream<Row> manners() {
    return Stream.of(
        refused(486, "Busy Here",               "BUSY CALLED_PARTY BUSY"),
        refused(600, "Busy Everywhere",         "BUSY CALLED_PARTY BUSY"),
        refused(603, "Decline",                 "DECLINED CALLED_PARTY NO_ANSWER"),
        refused(404, "Not Found",               "UNREACHABLE CALLED_PARTY FAILED"),
        refused(480, "Temporarily Unavailable", "NO_ANSWER CALLED_PARTY NO_ANSWER"),
        refused(408, "Request Timeout",         "NO_ANSWER CALLED_PARTY NO_ANSWER"),
        // It rang, so it was an attempt at a voter, whosever the fault.
        refused(503, "Service Unavailable",     "NOT_CONNECTED CARRIER NO_ANSWER"),
        turnedAway(503, "Service Unavailable"),
        turnedAway(403, "Forbidden"),
        turnedAway(302, "Moved Temporarily"),
        row("nobody answers in the ring time", SippScenario.of("rings-out"),
            Act.CONFIRMS, "NO_ANSWER CALLED_PARTY NO_ANSWER", Next.COUNTED),
        row("a 200 crosses our CANCEL", SippScenario.of("answers-into-the-cancel"),
            Act.HANGS_UP_WHILE_IT_RINGS, "CANCELLED NOBODY NO_ANSWER", Next.COUNTED),
        row("early media, then the answer", SippScenario.of("early-media").playing(CHIRP),
            Act.TALKS_AND_HANGS_UP, "ANSWERED NOBODY SUCCESSFUL", Next.DONE),
        row("the voter hangs up", SippScenario.hangingUpAfter(Duration.ofSeconds(1)).playing(CHIRP),
            Act.LISTENS, "ANSWERED NOBODY SUCCESSFUL", Next.DONE),
        row("a BYE right behind the 200", SippScenario.of("answers-and-hangs-up-at-once"),
            Act.LISTENS, "ANSWERED NOBODY SUCCESSFUL", Next.DONE),
        row("everything is said twice", SippScenario.of("repeats-itself"),
            Act.TALKS_AND_HANGS_UP, "ANSWERED NOBODY SUCCESSFUL", Next.DONE),
        // Silence is unknown: it may have rung. Real time, 32 s by RFC 3261's timer B.
        row("the carrier says nothing at all", SippScenario.of("silent"),
            Act.CONFIRMS, "UNKNOWN UNATTRIBUTABLE NO_ANSWER", Next.COUNTED));
  }
  // spotless:on

  @ParameterizedTest(name = "{0}")
  @MethodSource("manners")
  void r14_r15_r22_what_a_carrier_does_is_written_and_the_number_goes_where_it_belongs(Row row) {
    clock.jump(TRUNK_IS_WELL);
    String number = "+121255501%02d".formatted(voters.getAndIncrement());
    long project = server.campaign().project(RING_FOR);
    server.campaign().voter(project, number, 50);
    screen.choose(project);
    try (Sipp carrier = Sipp.carrier(directory, row.carrier(), trunkPort)) {
      assertThat(screen.callNext()).isEqualTo(number);
      act(row);

      Phone phone = server.campaign().awaitDisposed(number);
      assertWritten(row.written(), phone);
      assertNext(row.next(), phone, project);
      assertThat(phone.attempts()).hasSize(1);
      assertRungOnce(row, carrier);
    }
  }

  private void act(Row row) {
    switch (row.act()) {
      case CONFIRMS -> confirm();
      case HANGS_UP_WHILE_IT_RINGS -> {
        screen.await(session -> session.at("/call/ringingAt").isString(), "ringing");
        screen.hangUp();
        confirm();
      }
      case LISTENS -> praise();
      case TALKS_AND_HANGS_UP -> {
        screen.awaitState("TALKING");
        screen.hangUp();
        praise();
      }
      case IS_READY_AGAIN -> {}
    }
    screen.awaitState("READY");
  }

  private void confirm() {
    // Who hung up while it rang writes down at once; what is suggested is known when the leg is
    // over.
    JsonNode session =
        screen.await(
            TIMER_B,
            shown ->
                shown.path("state").asString("").equals("WRAP_UP")
                    && shown.at("/call/suggested").isString(),
            "what is suggested");
    screen.dispose(session.at("/call/suggested").asString());
  }

  private void praise() {
    screen.awaitState("WRAP_UP");
    screen.dispose("SUCCESSFUL", Map.of("reached", screen.people()));
  }

  private static void assertWritten(Written written, Phone phone) {
    JsonNode end = phone.latest().path("end");
    assertThat(
            new Written(
                end.path("outcome").asString(), end.path("blame").asString(), phone.action()))
        .isEqualTo(written);
  }

  private void assertNext(Next next, Phone phone, long project) {
    JsonNode queue = server.campaign().queue(project);
    switch (next) {
      case COUNTED -> {
        assertThat(phone.status()).isEqualTo("ACTIVE");
        assertThat(phone.attemptCount()).isEqualTo(1);
        assertThat(phone.entryState()).isEqualTo("WAITING");
        Instant ended = Instant.parse(phone.latest().path("endedAt").asString());
        Optional<Instant> due = Optional.of(ended.plus(RETRY_DELAY));
        assertThat(phone.waitingUntil()).isEqualTo(due);
        assertThat(queue.path("callable").asInt()).isZero();
        assertThat(queue.path("nextCallableAt").asString()).isEqualTo(due.get().toString());
      }
      case BACK_IN_ITS_PLACE -> {
        assertThat(phone.status()).isEqualTo("ACTIVE");
        assertThat(phone.attemptCount()).isZero();
        assertThat(phone.entryState()).isEqualTo("READY");
        assertThat(queue.path("callable").asInt()).isEqualTo(1);
      }
      case DONE -> {
        assertThat(phone.status()).isEqualTo("COMPLETED");
        assertThat(phone.entryState()).isEqualTo("OUT");
        assertThat(queue.path("callable").asInt()).isZero();
      }
    }
  }

  /// R22: one INVITE reached the carrier, whatever it did; but to silence it is repeated, and is
  /// the same call.
  private static void assertRungOnce(Row row, Sipp carrier) {
    if (row.written().outcome().equals("UNKNOWN")) {
      assertThat(carrier.received("INVITE")).isGreaterThan(3);
    } else {
      carrier.awaitPlayed();
      assertThat(carrier.received("INVITE")).isEqualTo(1);
    }
  }
}
