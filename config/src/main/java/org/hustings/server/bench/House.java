package org.hustings.server.bench;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.WallTimers;
import org.hustings.server.Logging;
import org.hustings.server.settings.Settings;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.Subscribers;
import org.hustings.telephony.phonenet.wire.PhoneNetwork;
import org.hustings.telephony.phonenet.wire.Voices;
import org.hustings.telephony.phonenet.wire.WireSettings;

/// A whole house to measure in: the real server with its database in a process of its own, and in
/// this one the telephone network and the volunteers, who come by telephone and HTTP.
final class House implements AutoCloseable {
  static final String DIAL_IN = "+19195559999";

  /// Of its voters, who all do the same: ring so long, and then answer.
  static final Duration RINGS = Duration.ofMillis(200);

  private static final PortRange PORTS = new PortRange(38_000, 39_999);
  private static final int JOIN_AT_ONCE = 16;

  private final Path directory;
  private final boolean kept;
  private final InstantSource clock;
  private final WallTimers timers;
  private final PhoneNetwork network;
  private final ServerProcess server;
  private final HttpClient client;
  private final List<Caller> callers = new ArrayList<>();
  private final Caller.Place place;

  /// What is to be in it.
  ///
  /// @param data where it is kept, to be used again; empty for a directory that is deleted
  /// @param entries of all queues together, if there are none yet
  /// @param rings how long voters' telephones ring
  /// @param options of the server's JVM
  record Plan(
      Optional<Path> data, long entries, int projects, Duration rings, List<String> options) {}

  private House(Path directory, Plan plan) throws IOException, SQLException {
    this.directory = directory;
    this.kept = plan.data().isPresent();
    long project;
    try (BenchQueue queue =
        BenchQueue.open(directory.resolve("database"), plan.entries(), plan.projects(), 2)) {
      project = queue.projects().getFirst().value();
      furnish(queue);
    }
    Duration ahead = BenchQueue.ahead(InstantSource.system().instant());
    this.clock = () -> InstantSource.system().instant().plus(ahead);
    this.timers = new WallTimers(clock);
    this.network = carrier(plan.rings());
    this.server =
        ServerProcess.start(settings(), directory.resolve("database"), ahead, plan.options());
    this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    this.place = new Caller.Place(server, network, client, project, clock, Book.blank());
  }

  static House open(Plan plan) throws IOException, SQLException {
    Logging.start(Settings.Log.Format.TEXT, Level.WARN);
    Path directory =
        plan.data().isPresent()
            ? Files.createDirectories(plan.data().get().toAbsolutePath())
            : Files.createTempDirectory("hustings-bench");
    try {
      return new House(directory, plan);
    } catch (IOException | SQLException | RuntimeException e) {
      if (plan.data().isEmpty()) {
        delete(directory);
      }
      throw e;
    }
  }

  /// What shows who a volunteer is; the admin is number 0.
  static String token(int volunteer) {
    return "bench-%05d-0123456789-0123456789-0123456789".formatted(volunteer);
  }

  /// People, a number to dial, money, and a survey of ten questions. By SQL: the passwords and PINs
  /// of a thousand alone would take minutes.
  private static void furnish(BenchQueue queue) throws IOException, SQLException {
    try (Connection connection = queue.asAdministrator();
        Statement statement = connection.createStatement()) {
      statement.execute("set bench.campaign = '" + queue.campaign() + "'");
      statement.execute("set bench.dial_in = '" + DIAL_IN + "'");
      for (String sql : BenchQueue.script("house.sql").split(";\n", -1)) {
        statement.execute(sql);
      }
    }
  }

  private PhoneNetwork carrier(Duration rings) throws IOException {
    Behaviour answers = new Behaviour.Answers(rings, Duration.ofMillis(20), Duration.ofMinutes(30));
    return PhoneNetwork.start(
        WireSettings.onLoopback().withMediaPorts(PORTS).withVoicing(WireSettings.Voicing.STAMPED),
        new Clockwork(clock, timers, new ThreadedRunners((_, _) -> {})),
        Subscribers.all(answers),
        RingLog.inMemory(clock),
        Voices.chirps());
  }

  private Path settings() throws IOException {
    return Files.writeString(
        directory.resolve("bench.yaml"),
        """
        http: {listen: "127.0.0.1:0"}
        management: {listen: "127.0.0.1:0"}
        database: {data: "%s"}
        sip:
          listen: "127.0.0.1:0"
          known-peers: ["127.0.0.0/8"]
          trunks:
            - {name: carrier, address: "127.0.0.1:%d", channels: 2000, cps: 2000, keep-alive: 0s}
        media: {first-port: 40000, last-port: 47999}
        engine: {drain: 1s}
        """
            .formatted(directory.resolve("database"), network.address().getPort()));
  }

  /// Has more volunteers join, until there are so many. Each is ready to call the number on the
  /// screen.
  List<Caller> join(int wanted) throws InterruptedException, ExecutionException {
    List<Future<Caller>> joining = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(JOIN_AT_ONCE, Thread.ofVirtual().factory())) {
      for (int i = callers.size() + 1; i <= wanted; i++) {
        int number = i;
        joining.add(threads.submit(() -> Caller.join(place, number)));
      }
    }
    for (Future<Caller> joined : joining) {
      callers.add(joined.get());
    }
    return List.copyOf(callers);
  }

  /// Everybody hangs up; the server and the telephone network stay.
  void sendHome() throws IOException {
    for (Caller caller : callers) {
      caller.close();
    }
    callers.clear();
  }

  Book book() {
    return place.book();
  }

  Caller.Place place() {
    return place;
  }

  Path directory() {
    return directory;
  }

  ServerProcess server() {
    return server;
  }

  PhoneNetwork network() {
    return network;
  }

  @Override
  public void close() throws IOException {
    sendHome();
    network.close();
    server.close();
    client.shutdownNow();
    client.close();
    timers.close();
    if (!kept) {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
