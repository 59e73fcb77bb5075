package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.phonenet.SeededSubscribers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// R22, R23 at random moments of a running shift: the real program is killed, and so is its
/// PostgreSQL, or both sleep, again and again, while volunteers work. The carrier lives in this
/// JVM: an independent witness.
class ShiftUnderKillsTest {
  private static final Logger log = LoggerFactory.getLogger(ShiftUnderKillsTest.class);
  private static final List<String> AREAS =
      List.of("212", "718", "646", "917", "347", "516", "914", "631", "845", "607", "315", "585");
  private static final int LINES = 100;
  private static final int VOLUNTEERS = 3;
  private static final double TEN_TIMES_AS_FAST = 0.1;
  private static final Duration RING_FOR = Duration.ofSeconds(5);
  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int HARMED_WITHIN_MS = 5_000;

  /// Longer than a peer repeats its BYE (RFC 3261, timer F: 32 s).
  private static final Duration ASLEEP = Duration.ofSeconds(36);

  private static final short[] MESSAGE = Sounds.chirp(600, 2400, Duration.ofSeconds(2));

  private final InstantSource clock = Clock.systemUTC();
  private final ConcurrentMap<String, String> confirmed = new ConcurrentHashMap<>();
  private final AtomicBoolean over = new AtomicBoolean();
  @TempDir private Path directory;

  @Test
  void r22_r23_nobody_is_rung_twice_and_nothing_is_lost_whenever_it_is_killed_or_asleep()
      throws Exception {
    play(directory, Long.getLong("kills.seed", 20_261_122), new Faults(3, 1, 1));
  }

  /// In shifts that are judged one by one: what the first have shown stands if the last is cut off.
  @Test
  @Tag("long")
  void two_hundred_kills_of_the_server_and_forty_of_postgresql_in_ten_shifts() throws Exception {
    long seed = Long.getLong("kills.seed", System.nanoTime());
    for (int shift = 0; shift < Integer.getInteger("kills.shifts", 10); shift++) {
      confirmed.clear();
      over.set(false);
      play(
          Files.createDirectory(directory.resolve("shift" + shift)),
          seed + shift,
          new Faults(20, 4, 1));
    }
  }

  /// How often is what killed, and how often does the machine fall asleep.
  private record Faults(int server, int database, int asleep) {
    int all() {
      return server + database + asleep;
    }
  }

  private void play(Path directory, long seed, Faults faults) throws Exception {
    log.atInfo().setMessage("A shift under kills begins").addKeyValue("seed", seed).log();
    SplittableRandom random = new SplittableRandom(seed);
    try (Carrier carrier =
            Carrier.with(clock, directory, new SeededSubscribers(seed).scaled(TEN_TIMES_AS_FAST));
        ServerProcess server = ServerProcess.in(directory, carrier.port(), DRAIN)) {
      server.start();
      List<Thread> volunteers = begin(carrier, server, random);
      harm(carrier, server, faults, random);
      int before = confirmed.size();
      Until.so(PATIENCE, "work goes on", () -> confirmed.size() > before);
      over.set(true);
      for (Thread volunteer : volunteers) {
        volunteer.join();
      }
      Until.so(PATIENCE, "no voter's call is up", () -> carrier.open() == 0);
      assertThat(server.metrics().brokenInvariants()).as("seed %d", seed).isEmpty();
      judge(Campaign.of(server.api()), carrier, seed);
    }
  }

  private List<Thread> begin(Carrier carrier, ServerProcess server, SplittableRandom random) {
    Campaign campaign = Campaign.found(server.api());
    Map<String, Object> settings = campaign.settings(RING_FOR);
    settings.put("retryDelaySeconds", 60);
    Homes.callableAt(clock.instant().atOffset(java.time.ZoneOffset.UTC)).openAllDay(settings);
    long project = campaign.project(settings, MESSAGE);
    campaign.voters(project, file());
    var dialIn = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.sipPort());
    var post =
        new UndauntedVolunteer.Post(carrier, server.api(), dialIn, project, confirmed, over::get);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < VOLUNTEERS; i++) {
      var volunteer =
          new UndauntedVolunteer(
              post,
              campaign.volunteer("volunteer" + i, "" + (101 + i)),
              "+1919555018" + i,
              random.split());
      threads.add(Thread.ofVirtual().name("volunteer").start(volunteer));
    }
    return threads;
  }

  /// In an order that is drawn, each a while after work has begun again.
  private static void harm(
      Carrier carrier, ServerProcess server, Faults faults, SplittableRandom random)
      throws Exception {
    Faults left = faults;
    while (left.all() > 0) {
      int before = carrier.rings().size();
      Until.so(PATIENCE, "somebody is called", () -> carrier.rings().size() > before);
      boolean never =
          new CountDownLatch(1).await(random.nextInt(HARMED_WITHIN_MS), TimeUnit.MILLISECONDS);
      assertThat(never).isFalse();
      left = next(server, left, random.nextInt(left.all()));
      log.atInfo().setMessage("Harm is done").addKeyValue("left", left).log();
    }
  }

  private static Faults next(ServerProcess server, Faults left, int drawn) throws Exception {
    if (drawn < left.server) {
      server.kill();
      server.start();
      return new Faults(left.server - 1, left.database, left.asleep);
    }
    if (drawn < left.server + left.database) {
      server.killDatabase();
      return new Faults(left.server, left.database - 1, left.asleep);
    }
    server.sleep(ASLEEP);
    return new Faults(left.server, left.database, left.asleep - 1);
  }

  private void judge(Campaign campaign, Carrier carrier, long seed) {
    KillsReferee referee = new KillsReferee(campaign, confirmed);
    Set<String> called = new TreeSet<>(campaign.numbersWithAttempts());
    called.forEach(campaign::awaitDisposed);
    carrier.rings().forEach(ring -> called.add(ring.called()));
    for (String number : called) {
      referee.judge(number, carrier.rings(number));
    }
    referee.nothingConfirmedIsLost();
    referee.theLedgerAddsUp();
    assertThat(referee.attempts()).as("there was work, seed %d", seed).isPositive();
    log.atInfo()
        .setMessage("A shift under kills is judged")
        .addKeyValue("seed", seed)
        .addKeyValue("attempts", referee.attempts())
        .addKeyValue("rings", carrier.rings().size())
        .addKeyValue("confirmed", confirmed.size())
        .log();
  }

  private static List<String> numbers() {
    return AREAS.stream()
        .flatMap(area ->
            IntStream.range(0, LINES).mapToObj(line -> "+1%s55501%02d".formatted(area, line)))
        .toList();
  }

  private static String file() {
    StringBuilder file =
        new StringBuilder("external_id,first_name,last_name,state,zip,phone1,phone1_score\n");
    for (String number : numbers()) {
      file.append("V%s,Voter,At Home,NY,10001,%s,50\n".formatted(number, number));
    }
    return file.toString();
  }
}
