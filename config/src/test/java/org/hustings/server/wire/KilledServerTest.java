package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hustings.server.wire.Campaign.Phone;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.server.wire.Homes.Kind;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.phonenet.wire.VolunteerPhone;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// R22, R23: the real program with calls up, killed and started again on the same data. The carrier
/// lives in this JVM and has a clock of its own: an independent witness. Kills at random moments:
/// [ShiftUnderKillsTest].
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledServerTest {
  private static final Duration RING_FOR = Duration.ofMinutes(2);
  private static final Duration DRAIN = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// So long that it is still playing when the server is killed.
  private static final short[] MESSAGE = Sounds.chirp(600, 2400, Duration.ofSeconds(60));

  private final InstantSource clock = Clock.systemUTC();
  private final Homes homes = Homes.callableAt(clock.instant().atOffset(ZoneOffset.UTC));
  private final List<Volunteer> volunteers = new ArrayList<>();
  private final List<Caller> callers = new ArrayList<>();
  private Carrier carrier;
  private ServerProcess server;

  /// A volunteer at work: in the hand a telephone, before them the screen.
  private record Caller(VolunteerPhone phone, Screen screen) {}

  @BeforeAll
  void three_volunteers_join(@TempDir Path directory) {
    carrier = Carrier.with(clock, directory, homes.behaviours());
    server = ServerProcess.in(directory, carrier.port(), DRAIN);
    server.start();
    Campaign campaign = Campaign.found(server.api());
    for (String number : List.of("101", "102", "103")) {
      volunteers.add(campaign.volunteer("volunteer" + number, number));
    }
  }

  @AfterAll
  void close() {
    server.close();
    carrier.close();
  }

  @BeforeEach
  void the_server_runs() {
    if (!server.runs()) {
      server.start();
    }
    callers.clear();
  }

  @Test
  void r23_calls_that_ring_talk_or_play_are_ended_and_settled_after_a_kill() throws Exception {
    String ringing = homes.number(Kind.RINGS_OUT);
    String talking = homes.number(Kind.ANSWERS);
    String playing = homes.number(Kind.MACHINE);
    Screen ringer = calls(0, ringing);
    Screen talker = calls(1, talking);
    Screen dropper = calls(2, playing);
    ringer.await(session -> session.at("/call/ringingAt").isString(), "ringing");
    talker.awaitState("TALKING");
    dropper.awaitState("TALKING");
    dropper.dropVoicemail();
    JsonNode free = dropper.awaitState("READY");
    awaitWritten(talking, dropper, free);

    server.kill();
    assertThat(carrier.open()).isEqualTo(3);
    server.start();

    Campaign campaign = Campaign.of(server.api());
    awaitAllEnded();
    assertThat(ended(campaign, ringing)).satisfies(this::counted);
    assertThat(ended(campaign, playing)).satisfies(this::counted);
    assertThat(ended(campaign, talking).status()).isEqualTo("UNRESOLVED");
    for (String number : List.of(ringing, talking, playing)) {
      assertThat(carrier.rings(number)).hasSize(1);
    }
    assertThat(campaign.manager().get("/api/v1/sessions?open=true").path("items")).isEmpty();
    assertThat(server.metrics().brokenInvariants()).isEmpty();
  }

  @Test
  void sigterm_finishes_the_call_starts_none_and_saves_what_was_said_last() throws Exception {
    String called = homes.number(Kind.ANSWERS);
    String waiting = homes.number(Kind.ANSWERS);
    Screen talker = calls(0, called);
    talker.awaitState("TALKING");
    joins(1, waiting);

    server.tellToStop();
    assertThat(callers.get(1).phone().awaitEnd(PATIENCE)).isTrue();
    assertThat(tryToDialIn(2)).isNotInstanceOf(VolunteerPhone.Answer.Connected.class);
    assertThat(talker.show().path("state").asString()).isEqualTo("TALKING");
    talker.hangUp();
    talker.awaitState("WRAP_UP");
    talker.dispose("SUCCESSFUL", Map.of("reached", talker.people()));
    int _ = server.awaitEnd();
    assertThat(carrier.open()).isZero();
    server.start();

    Campaign campaign = Campaign.of(server.api());
    assertThat(campaign.phone(called).status()).isEqualTo("COMPLETED");
    assertThat(campaign.phone(waiting).attempts()).isEmpty();
    assertThat(carrier.rings(waiting)).isEmpty();
    assertThat(server.errors()).contains("server.draining").contains("server.stopped");
    assertThat(server.errors()).doesNotContain("store-unavailable");
  }

  /// Dials in, and is shown the number, which is alone in a project of its own.
  private Screen joins(int which, String number) throws InterruptedException {
    Campaign campaign = Campaign.of(server.api());
    Map<String, Object> settings = campaign.settings(RING_FOR);
    homes.openAllDay(settings);
    long project = campaign.project(settings, MESSAGE);
    campaign.voters(project, homes.file(number));
    Volunteer volunteer = volunteers.get(which);
    Screen screen = campaign.screenOf(volunteer);
    VolunteerPhone phone = carrier.phone("+1919555018" + which);
    assertThat(phone.dialIn(target(), volunteer.number(), volunteer.pin()))
        .isInstanceOf(VolunteerPhone.Answer.Connected.class);
    screen.awaitState("READY");
    screen.choose(project);
    JsonNode shown = screen.next();
    assertThat(shown.at("/screen/number").asString()).as(shown.toString()).isEqualTo(number);
    callers.add(new Caller(phone, screen));
    return screen;
  }

  private Screen calls(int which, String number) throws InterruptedException {
    Screen screen = joins(which, number);
    assertThat(screen.call()).isEqualTo(number);
    return screen;
  }

  private VolunteerPhone.Answer tryToDialIn(int which) throws InterruptedException {
    try (VolunteerPhone phone = carrier.phone("+1919555018" + which)) {
      return phone.dial(target());
    }
  }

  private VolunteerPhone.Target target() {
    return new VolunteerPhone.Target(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.sipPort()),
        Transport.UDP,
        Campaign.DIAL_IN);
  }

  /// R12: first the sound, then the books. What is killed in between is settled by what is written
  /// (the seeded kills may do that); here it is to be all.
  private void awaitWritten(String talking, Screen dropper, JsonNode free) {
    Campaign before = Campaign.of(server.api());
    Until.so(
        PATIENCE,
        "the answer is written",
        () -> before.phone(talking).latest().path("answeredAt").isString());
    // Written by the same clerk, one after the other, and told when it is.
    dropper.choose(free.path("project").asLong());
  }

  /// Every leg that was up gets its end from the new server: the voters' from its carrier's view,
  /// the volunteers' in their hands.
  private void awaitAllEnded() throws InterruptedException {
    Until.so(PATIENCE, "no voter's call is up any more", () -> carrier.open() == 0);
    for (Caller caller : callers) {
      assertThat(caller.phone().awaitEnd(PATIENCE)).isTrue();
      caller.screen().close();
    }
  }

  private Phone ended(Campaign campaign, String number) {
    Phone phone = campaign.awaitDisposed(number);
    assertThat(phone.attempts()).hasSize(1);
    return phone;
  }

  private void counted(Phone phone) {
    assertThat(phone.action()).isEqualTo("NO_ANSWER");
    assertThat(phone.status()).isEqualTo("ACTIVE");
    assertThat(phone.attemptCount()).isEqualTo(1);
    assertThat(phone.entryState()).isEqualTo("WAITING");
  }
}
