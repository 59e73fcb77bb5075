package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hustings.schema.TestDatabases;
import org.hustings.schema.connection.DatabaseAccess;
import org.hustings.server.wire.BadNetwork.Weather;
import org.hustings.telephony.peers.FreePorts;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Ring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// R22 on a network that loses, doubles and reorders SIP messages, both of voters' calls and of
/// volunteers'. A run is repeated by `-Dnetwork.seed=`, as far as threads can be.
class BadNetworkTest {
  private static final Logger log = LoggerFactory.getLogger(BadNetworkTest.class);
  private static final Weather BAD = new Weather(15, 15, 30, 250);
  private static final int VOLUNTEERS = 8;
  private static final Duration RING_FOR = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(5);

  /// Of each kind this many voters.
  private static final Map<Behaviour, Integer> TOWN =
      Map.of(
          new Behaviour.Answers(SOON, Duration.ofSeconds(2), LONG), 10,
          new Behaviour.HangsUp(SOON, Duration.ofMillis(500)), 5,
          new Behaviour.Busy(), 4,
          new Behaviour.Declines(SOON), 3,
          new Behaviour.RingsOut(), 2);

  private final ShiftedClock clock = ShiftedClock.inTheMorning();
  private final ConcurrentMap<String, String> confirmed = new ConcurrentHashMap<>();
  private final AtomicBoolean over = new AtomicBoolean();
  @TempDir private Path directory;

  @Test
  void r22_nobody_is_rung_twice_and_nothing_stays_open_whatever_is_lost_doubled_or_late()
      throws Exception {
    long seed = Long.getLong("network.seed", 20_261_123);
    log.atInfo().setMessage("A shift on a bad network begins").addKeyValue("seed", seed).log();
    Map<String, List<Behaviour>> voters = voters();
    DatabaseAccess access = TestDatabases.fresh();
    int port = FreePorts.one();
    try (Carrier carrier = Carrier.with(clock, directory, voters);
        BadNetwork network = BadNetwork.between(port, carrier.port(), BAD, seed);
        RunningServer server =
            RunningServer.from(
                SettingsText.on(access, network.trunkPort()).withPorts(0, 0, port),
                clock,
                directory)) {
      List<Thread> volunteers = begin(carrier, network, server, seed);
      Until.so(PATIENCE, "all were called, seed " + seed, () -> confirmed.size() >= voters.size());
      over.set(true);
      for (Thread volunteer : volunteers) {
        volunteer.join();
      }

      Until.so(PATIENCE, "no call is up, seed " + seed, () -> carrier.open() == 0);
      Until.so(PATIENCE, "no leg is open, seed " + seed, () -> isQuiet(server.metrics()));
      judge(server.campaign(), carrier, voters.keySet().stream().toList(), seed);
      assertThat(holds(access)).as("holds, seed %d", seed).isZero();
      assertThat(List.of(network.lost(), network.doubled(), network.delayed()))
          .as("it was a bad network")
          .allSatisfy(times -> assertThat(times).isGreaterThan(voters.size() / 2));
    }
  }

  private static Map<String, List<Behaviour>> voters() {
    Map<String, List<Behaviour>> voters = new HashMap<>();
    TOWN.forEach((behaviour, many) -> {
      for (int i = 0; i < many; i++) {
        voters.put("+121255501%02d".formatted(voters.size()), List.of(behaviour));
      }
    });
    return voters;
  }

  private List<Thread> begin(Carrier carrier, BadNetwork network, RunningServer server, long seed) {
    Campaign campaign = server.campaign();
    long project = campaign.project(RING_FOR);
    StringBuilder file =
        new StringBuilder("external_id,first_name,last_name,state,zip,phone1,phone1_score\n");
    voters()
        .keySet()
        .forEach(
            number -> file.append("V%s,Voter,At Home,NY,10001,%s,50\n".formatted(number, number)));
    campaign.voters(project, file.toString());
    var post =
        new UndauntedVolunteer.Post(
            carrier, server.api(), network.server(), project, confirmed, over::get);
    SplittableRandom random = new SplittableRandom(seed);
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

  private static boolean isQuiet(Metrics metrics) {
    return metrics.sum("hustings_legs_open{") == 0
        && metrics.sum("hustings_sip_trunk_channels_held{") == 0;
  }

  private void judge(Campaign campaign, Carrier carrier, List<String> numbers, long seed) {
    KillsReferee referee = new KillsReferee(campaign, confirmed);
    for (String number : numbers) {
      campaign.awaitDisposed(number);
      referee.judge(number, carrier.rings(number));
    }
    referee.nothingConfirmedIsLost();
    assertThat(carrier.rings())
        .as("a doubled INVITE is no second call, seed %d", seed)
        .extracting(ring -> ring.call().reference())
        .doesNotHaveDuplicates();
    assertThat(carrier.rings()).extracting(Ring::called).containsAll(numbers);
  }

  private static long holds(DatabaseAccess access) throws SQLException {
    try (Connection connection = TestDatabases.asAdministrator(access);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from hold")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
