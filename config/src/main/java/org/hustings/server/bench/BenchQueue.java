package org.hustings.server.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.ClaimDesk;
import org.hustings.core.dialing.Engine;
import org.hustings.core.dialing.EngineMetrics;
import org.hustings.core.dialing.EnginePorts;
import org.hustings.core.dialing.EngineSettings;
import org.hustings.core.dialing.Law;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.UserId;
import org.hustings.core.project.CallingHours;
import org.hustings.core.project.ManagedProjects.Draft;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.WallTimers;
import org.hustings.core.voter.RegionZones;
import org.hustings.schema.PostgresDatabase;
import org.hustings.schema.SchemaMigration;
import org.hustings.schema.connection.DatabaseAccess;
import org.hustings.schema.embedded.EmbeddedServer;
import org.hustings.schema.management.PostgresManagement;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.Subscribers;
import org.hustings.telephony.phonenet.memory.InMemoryNetwork;

/// One campaign with a long queue in the embedded database, with its durable settings, and engines
/// that claim from it as the server's does: behind the wall, with the hold across projects.
final class BenchQueue implements AutoCloseable {
  /// Whatever the hour, it is two in the afternoon here, so that everybody may be called.
  private static final ZoneId HOME = ZoneId.of("America/New_York");

  private static final Duration LEASE = Duration.ofHours(12);

  /// Each number is in the first project and in four others.
  static final int ENTRIES_PER_NUMBER = 5;

  private final EmbeddedServer server;
  private final DatabaseAccess access;
  private final PostgresDatabase database;
  private final InstantSource clock = afternoon();
  private final WallTimers timers = new WallTimers(clock);
  private final CampaignId campaign;

  private BenchQueue(EmbeddedServer server, int connections) {
    this.server = server;
    this.access = server.access();
    SchemaMigration.migrate(access);
    this.database = PostgresDatabase.open(access, connections);
    this.campaign =
        database.campaigns().all().stream()
            .findFirst()
            .map(found -> found.id())
            .orElseGet(() -> database.campaigns().found("Bench", "US", HOME));
  }

  /// Opens the database below `directory`, and fills it if it is empty.
  static BenchQueue open(Path directory, long entries, int projects, int connections)
      throws IOException, SQLException {
    BenchQueue queue = new BenchQueue(EmbeddedServer.start(directory), connections);
    if (queue.projects().isEmpty()) {
      queue.fill(entries, projects);
    }
    return queue;
  }

  private static InstantSource afternoon() {
    Duration ahead = ahead(InstantSource.system().instant());
    return () -> InstantSource.system().instant().plus(ahead);
  }

  /// How far its afternoon is ahead of `now`; less than nothing in the evening.
  static Duration ahead(Instant now) {
    return Duration.between(now, now.atZone(HOME).with(LocalTime.of(14, 0)).toInstant());
  }

  private void fill(long entries, int projects) throws IOException, SQLException {
    CallingHours always =
        CallingHours.daily(HOME, new CallingHours.Window(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
    PostgresManagement management = PostgresManagement.on(database);
    for (int i = 0; i < projects; i++) {
      Saved<Project> _ =
          management
              .projects()
              .add(
                  campaign,
                  new Draft(
                      "Project " + i, Project.Status.ACTIVE, ProjectSettings.defaults(always)));
    }
    try (Connection connection = asAdministrator();
        Statement statement = connection.createStatement()) {
      statement.execute("set bench.campaign = '" + campaign + "'");
      statement.execute("set bench.phones = '" + entries / ENTRIES_PER_NUMBER + "'");
      for (String sql : script("queue.sql").split(";\n", -1)) {
        statement.execute(sql);
      }
    }
  }

  static String script(String name) throws IOException {
    try (InputStream stream = BenchQueue.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(stream, name).readAllBytes(), UTF_8);
    }
  }

  /// A connection past the wall.
  Connection asAdministrator() throws SQLException {
    var administrator = server.administrator();
    return DriverManager.getConnection(
        access.url(), administrator.user(), administrator.password());
  }

  CampaignId campaign() {
    return campaign;
  }

  DatabaseAccess access() {
    return access;
  }

  /// In the order of their ids; the first has every number.
  List<ProjectId> projects() {
    return PostgresManagement.on(database).projects().all(campaign).stream()
        .map(Project::id)
        .sorted(java.util.Comparator.comparingLong(ProjectId::value))
        .toList();
  }

  /// Volunteers without a session: a claim needs none.
  List<Volunteer> volunteers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Volunteer(new UserId(i + 1L), campaign, "Volunteer " + i, Set.of()))
        .toList();
  }

  /// The desk of an engine that has just started: it remembers nothing of the queue.
  ClaimDesk claims() {
    EnginePorts.Time time = new EnginePorts.Time(clock, timers, new ThreadedRunners((_, _) -> {}));
    InMemoryNetwork network =
        new InMemoryNetwork(
            new Clockwork(time.clock(), time.timers(), time.runners()),
            Subscribers.all(new Behaviour.NoSuchNumber()),
            RingLog.inMemory(clock),
            InMemoryNetwork.Settings.USUAL);
    EngineSettings usual = EngineSettings.DEFAULTS;
    EnginePorts ports =
        new EnginePorts(
            new ServerId(UUID.randomUUID()),
            time,
            Law.standard(_ -> RegionZones.of("US", HOME)),
            network.connect(),
            database.transactions(),
            database.campaigns(),
            new Nobody(),
            database.servers(),
            EngineMetrics.NONE,
            UUID::randomUUID);
    return new Engine(
            ports,
            new EngineSettings(
                usual.pricePerMinute(),
                LEASE,
                usual.heartbeatEvery(),
                usual.serverDeadAfter(),
                usual.soleServer(),
                usual.probeEvery(),
                usual.probeWithin(),
                usual.wrapUpLimit(),
                usual.awayGrace()))
        .claims();
  }

  /// What dispositions do to the queue: entries whose numbers are held leave it, and the holds end.
  long settleAllHeld() throws SQLException {
    try (Connection connection = asAdministrator();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "update queue_entry e set state = 'OUT', out_reason = 'DONE', lane = null, rank = null"
              + " from hold h where e.campaign_id = h.campaign_id and e.id = h.entry_id");
      long settled = statement.executeUpdate("delete from hold");
      connection.commit();
      return settled;
    }
  }

  void vacuumByItself(boolean on) throws SQLException {
    try (Connection connection = asAdministrator();
        Statement statement = connection.createStatement()) {
      for (String table : List.of("queue_entry", "hold", "phone")) {
        statement.execute("alter table " + table + " set (autovacuum_enabled = " + on + ")");
      }
    }
  }

  @Override
  public void close() {
    timers.close();
    database.close();
    server.close();
  }
}
