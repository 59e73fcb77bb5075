package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.SeededSubscribers;
import org.hustings.telephony.phonenet.wire.VolunteerPhone;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Days of calling in a minute: SIP and RTP are real and take their time; the hours in which nobody
/// works are skipped. What is judged is the carrier's own log, by called number and time.
class ShiftOnTheWireTest {
  private static final long SEED = 20_261_118;
  private static final int VOLUNTEERS = 20;
  private static final int VOTERS = 160;
  private static final Duration STRETCH = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration RETRY_DELAY = Duration.ofMinutes(30);
  private static final Duration RING_FOR = Duration.ofSeconds(5);
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);
  private static final int LIMIT = 3;
  private static final double TEN_TIMES_AS_FAST = 0.1;
  private static final short[] MESSAGE = Sounds.chirp(600, 2400, Duration.ofSeconds(1));
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
  private static final LocalTime LEGAL_FROM = LocalTime.of(8, 0);
  private static final LocalTime LEGAL_UNTIL = LocalTime.of(21, 0);

  /// When stretches of work begin, on a Wednesday in New York: across an opening and a closing, in
  /// the closed hour at noon, before and after it is day in California, and across the end.
  private static final List<Instant> STRETCHES =
      List.of(
          Instant.parse("2026-11-18T13:59:57Z"), // 08:59:57, three seconds before the projects open
          Instant.parse("2026-11-18T14:45:00Z"),
          Instant.parse(
              "2026-11-18T15:59:56Z"), // 10:59:56, four seconds before eight in California
          Instant.parse("2026-11-18T16:59:56Z"), // 11:59:56, four seconds before the break
          Instant.parse("2026-11-18T17:59:57Z"), // 12:59:57, three seconds before its end
          Instant.parse("2026-11-18T19:00:00Z"),
          Instant.parse("2026-11-18T21:59:56Z")); // 16:59:56, four seconds before the end

  @TempDir private Path directory;

  private final ShiftedClock clock =
      ShiftedClock.startingAt(STRETCHES.getFirst().minusSeconds(600));
  private final Phaser together = new Phaser(1);
  private final AtomicBoolean working = new AtomicBoolean();
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<VolunteerPhone> phones = new ArrayList<>();
  private final List<Screen> screens = new ArrayList<>();

  /// The number of a voter, which is of where they live.
  private static String number(int voter) {
    String areaCode = isCalifornian(voter) ? "213" : voter < 100 ? "212" : "718";
    return "+1%s55501%02d".formatted(areaCode, (isCalifornian(voter) ? voter / 4 : voter) % 100);
  }

  private static boolean isCalifornian(int voter) {
    return voter % 4 == 0;
  }

  @Test
  void r3_r6_r7_r14_r22_nobody_is_rung_twice_for_one_attempt_nor_outside_hours() throws Exception {
    try (Carrier carrier =
            Carrier.with(clock, directory, new SeededSubscribers(SEED).scaled(TEN_TIMES_AS_FAST));
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory)) {
      List<Long> projects = setUp(server.campaign());
      List<Throwable> failures = work(server, carrier, projects);

      assertThat(failures).as("seed %d", SEED).isEmpty();
      assertThat(carrier.rings()).as("there was work").hasSizeGreaterThan(VOTERS / 2);
      for (int voter = 0; voter < VOTERS; voter++) {
        judge(server.campaign(), carrier.rings(number(voter)), voter);
      }
      assertThat(carrier.rings()).allMatch(ring -> !ring.open());
      assertThat(server.metrics().brokenInvariants()).isEmpty();
    }
  }

  /// Two projects on the same voters, closed from noon to one.
  private List<Long> setUp(Campaign campaign) {
    StringBuilder file =
        new StringBuilder("external_id,first_name,last_name,state,zip,phone1,phone1_score\n");
    for (int voter = 0; voter < VOTERS; voter++) {
      file.append(
          "V%d,Voter,At Home,%s,%s,%d\n"
              .formatted(
                  voter,
                  isCalifornian(voter) ? "CA,90012" : "NY,10001",
                  number(voter),
                  50 + voter % 50));
    }
    List<Long> projects = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Map<String, Object> settings = campaign.settings(RING_FOR);
      settings.put(
          "hours",
          Map.of(
              "zone",
              NEW_YORK.getId(),
              "windows",
              List.of(
                  Map.of("day", "WEDNESDAY", "opensAt", "09:00", "closesAt", "12:00"),
                  Map.of("day", "WEDNESDAY", "opensAt", "13:00", "closesAt", "17:00"))));
      settings.put("suppressionSeconds", 0);
      projects.add(campaign.project(settings, MESSAGE));
      JsonNode done = campaign.voters(projects.getLast(), file.toString());
      assertThat(done.path("rejections").asInt()).as(done.toString()).isZero();
    }
    return projects;
  }

  private List<Throwable> work(RunningServer server, Carrier carrier, List<Long> projects)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    var shift = new ShiftVolunteer.Shift(together, working::get, over::get, failures);
    SplittableRandom seeds = new SplittableRandom(SEED);
    join(server, carrier);
    for (Screen screen : screens) {
      together.register();
      Thread.ofVirtual()
          .name("volunteer")
          .start(new ShiftVolunteer(screen, projects, seeds.split(), shift));
    }
    meet();
    for (Instant start : STRETCHES) {
      clock.jump(Duration.between(clock.instant(), start));
      working.set(true);
      meet();
      boolean _ = new CountDownLatch(1).await(STRETCH.toMillis(), TimeUnit.MILLISECONDS);
      working.set(false);
      meet();
      Until.so(PATIENCE, "no call is up", () -> carrier.open() == 0);
    }
    over.set(true);
    meet();
    screens.forEach(Screen::leave);
    for (VolunteerPhone phone : phones) {
      assertThat(phone.awaitEnd(PATIENCE)).isTrue();
    }
    screens.forEach(Screen::close);
    return failures;
  }

  /// All dial in with number and PIN, at once.
  private void join(RunningServer server, Carrier carrier)
      throws InterruptedException, ExecutionException {
    var target =
        new VolunteerPhone.Target(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.sipPort()),
            Transport.UDP,
            Campaign.DIAL_IN);
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      var joined = new ConcurrentLinkedQueue<Future<Screen>>();
      for (int i = 0; i < VOLUNTEERS; i++) {
        Volunteer volunteer = server.campaign().volunteer("volunteer" + i, "" + (101 + i));
        VolunteerPhone phone = carrier.phone("+1919555%04d".formatted(200 + i));
        phones.add(phone);
        joined.add(
            each.submit(() -> {
              Screen screen = server.campaign().screenOf(volunteer);
              assertThat(phone.dialIn(target, volunteer.number(), volunteer.pin()))
                  .isInstanceOf(VolunteerPhone.Answer.Connected.class);
              screen.awaitState("READY");
              return screen;
            }));
      }
      for (Future<Screen> one : joined) {
        screens.add(one.get());
      }
    }
  }

  private void meet() throws InterruptedException, TimeoutException {
    together.awaitAdvanceInterruptibly(
        together.arrive(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void judge(Campaign campaign, List<Ring> rings, int voter) {
    String who = "voter %d, seed %d".formatted(voter, SEED);
    List<JsonNode> attempts =
        campaign.phone(number(voter)).attempts().stream()
            .filter(
                attempt -> !attempt.at("/dispositions/0/action").asString().equals("NOT_PLACED"))
            .toList();
    assertThat(rings).as("one ring for each attempt, " + who).hasSameSizeAs(attempts);
    assertThat(rings).as("R14, R19, " + who).hasSizeLessThanOrEqualTo(LIMIT);
    for (int i = 0; i < rings.size(); i++) {
      Instant rang = rings.get(i).times().arrivedAt();
      assertInHours(rang, isCalifornian(voter), who);
      JsonNode attempt = attempts.get(attempts.size() - 1 - i);
      assertThat(rang)
          .as("rung in its attempt, " + who)
          .isBetween(at(attempt, "plannedAt"), at(attempt, "endedAt"));
      if (i > 0) {
        Instant before = rings.get(i - 1).times().endedAt().orElseThrow();
        assertThat(Duration.between(before, rang))
            .as("R14, " + who)
            .isGreaterThan(RETRY_DELAY.minusSeconds(2));
      }
    }
  }

  private static Instant at(JsonNode attempt, String what) {
    return Instant.parse(attempt.path(what).asString());
  }

  /// By the carrier's clock, which is the server's. On a loaded machine an INVITE that left before
  /// the end may take a moment to get there.
  private static void assertInHours(Instant rang, boolean californian, String who) {
    Instant sent = rang.minus(ON_ITS_WAY);
    LocalTime inNewYork = sent.atZone(NEW_YORK).toLocalTime();
    boolean morning =
        !rang.atZone(NEW_YORK).toLocalTime().isBefore(LocalTime.of(9, 0))
            && inNewYork.isBefore(LocalTime.NOON);
    boolean afternoon =
        !rang.atZone(NEW_YORK).toLocalTime().isBefore(LocalTime.of(13, 0))
            && inNewYork.isBefore(LocalTime.of(17, 0));
    assertThat(morning || afternoon).as("R6, %s at %s", who, rang).isTrue();
    LocalTime atHome = rang.atZone(californian ? LOS_ANGELES : NEW_YORK).toLocalTime();
    assertThat(atHome).as("R7, " + who).isBetween(LEGAL_FROM, LEGAL_UNTIL);
  }
}
