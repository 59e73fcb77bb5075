package org.hustings.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hustings.api.account.Argon2Passwords;
import org.hustings.api.account.PinDesk;
import org.hustings.api.http.ApiServer;
import org.hustings.api.metrics.Health;
import org.hustings.api.metrics.ManagementServer;
import org.hustings.api.metrics.MicrometerEngineMetrics;
import org.hustings.api.metrics.QueueGauges;
import org.hustings.api.recording.StoredDictation;
import org.hustings.core.account.Throttle;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.Engine;
import org.hustings.core.dialing.EngineMetrics;
import org.hustings.core.dialing.EnginePorts;
import org.hustings.core.dialing.EngineSettings;
import org.hustings.core.dialing.Law;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ServerId;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.WallTimers;
import org.hustings.core.voter.RegionZones;
import org.hustings.schema.PostgresDatabase;
import org.hustings.schema.management.PostgresManagement;
import org.hustings.server.settings.Settings;
import org.hustings.telephony.dictation.VoiceFinish;
import org.hustings.telephony.numbering.LibPhoneNumberPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A whole server: database, telephony, engine, API and management, opened in this order and closed
/// in the opposite one.
public final class HustingsServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HustingsServer.class);

  private static final Duration TRIES_TIDIED_EVERY = Duration.ofDays(1);

  private final Closing closing;
  private final Duration drainFor;
  private final PostgresDatabase database;
  private final TelephonyRoom.Opened telephony;
  private final Engine engine;
  private final ApiServer api;
  private final ManagementServer management;
  private final AtomicBoolean draining = new AtomicBoolean();

  private HustingsServer(Settings settings, InstantSource clock, Closing closing)
      throws StartFailed {
    this.closing = closing;
    this.drainFor = settings.engine().drain();
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    closing.add("meters", meters::close);
    MicrometerEngineMetrics metrics = new MicrometerEngineMetrics(meters);
    this.database = DatabaseRoom.open(settings.database(), closing);
    EnginePorts.Time time =
        new EnginePorts.Time(
            clock,
            closing.add("timers", new WallTimers(clock)),
            new ThreadedRunners((_, _) -> metrics.broken(EngineMetrics.Invariant.RUNNER_FAILED)));
    this.telephony = TelephonyRoom.open(settings, time, meters, closing);
    this.engine = new Engine(ports(time, metrics), engine(settings.engine()));
    closing.add("engine", engine::stop);
    this.api =
        ApiRoom.open(
            settings,
            new ApiRoom.Foundation(
                database,
                engine,
                telephony.callerIds(),
                new LibPhoneNumberPlan(),
                clock,
                meters,
                telephony.twilio().map(TwilioRoom::annex).stream().toList()),
            closing);
    this.management = management(settings, meters, time);
    engine.start();
  }

  /// Starts a server.
  ///
  /// @param clock what the engine takes for now; the system's clock in production
  /// @throws StartFailed with a sentence that says what to do; whatever was opened is closed again
  public static HustingsServer start(Settings settings, InstantSource clock) throws StartFailed {
    Closing closing = new Closing();
    try {
      HustingsServer server = new HustingsServer(settings, clock, closing);
      log.atInfo()
          .addKeyValue("http", server.api.port())
          .addKeyValue("management", server.management.port())
          .addKeyValue("sip", server.telephony.sip().local().getPort())
          .log("server.started");
      return server;
    } catch (StartFailed | RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  private EnginePorts ports(EnginePorts.Time time, EngineMetrics metrics) {
    return new EnginePorts(
        new ServerId(UUID.randomUUID()),
        time,
        Law.standard(country()),
        telephony.network(),
        database.transactions(),
        database.campaigns(),
        pinDesk(time.clock()),
        database.servers(),
        metrics,
        UUID::randomUUID);
  }

  /// Whoever throttles also tidies up: PINs and passwords share one book of tries.
  private PinDesk pinDesk(InstantSource clock) {
    PostgresManagement stores = PostgresManagement.on(database);
    Throttle throttle = new Throttle(stores.tries(), Throttle.Limits.DEFAULT);
    closing.add(
        "tries",
        Repeating.every(
            TRIES_TIDIED_EVERY, "tidy-up-tries", () -> throttle.tidyUp(clock.instant())));
    return new PinDesk(
        stores.pins(),
        new Argon2Passwords(ApiRoom.PASSWORDS_AT_ONCE),
        throttle,
        new StoredDictation.Tools(stores.dictations(), new VoiceFinish())::order);
  }

  /// Every zone of a campaign's country. A campaign's region hardly ever changes, but new campaigns
  /// come.
  private Function<CampaignId, Set<ZoneId>> country() {
    Map<CampaignId, Set<ZoneId>> known = new java.util.concurrent.ConcurrentHashMap<>();
    return campaign ->
        known.computeIfAbsent(
            campaign,
            id ->
                database.campaigns().all().stream()
                    .filter(found -> found.id().equals(id))
                    .map((Campaign found) -> RegionZones.of(found.region(), found.zone()))
                    .collect(Collectors.reducing(Set.of(), (_, zones) -> zones)));
  }

  private static EngineSettings engine(Settings.Engine settings) {
    EngineSettings usual = EngineSettings.DEFAULTS;
    return new EngineSettings(
        new Money(settings.dollarsPerMinute().movePointRight(6).longValueExact()),
        settings.previewLease(),
        settings.heartbeat(),
        usual.serverDeadAfter(),
        usual.soleServer(),
        usual.probeEvery(),
        usual.probeWithin(),
        usual.wrapUpLimit(),
        usual.awayGrace());
  }

  private ManagementServer management(
      Settings settings, PrometheusMeterRegistry meters, EnginePorts.Time time) {
    GaugeRoom.process(meters, time.clock(), closing);
    GaugeRoom.database(database.gauges(), settings.database(), meters, closing);
    GaugeRoom.queues(
        new QueueGauges(meters, database.campaigns(), database.transactions(), engine.managers()),
        closing);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    closing.add("management loop", () -> vertx.close().await());
    Health health =
        new Health(
            List.of(
                Health.Check.of("database", this::databaseProblem),
                Health.Check.of(
                    "telephony",
                    () ->
                        telephony.sip().healthy()
                            ? Optional.empty()
                            : Optional.of(
                                "a thread that reads from the network is dead; restart the"
                                    + " server")),
                Health.Check.of(
                    "draining",
                    () ->
                        draining.get()
                            ? Optional.of("the server finishes its calls and starts none")
                            : Optional.empty())));
    return closing.add(
        "management",
        ManagementServer.start(vertx, settings.management().listen().resolve(), meters, health));
  }

  private Optional<String> databaseProblem() {
    try {
      database.campaigns().all();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of("the database does not answer");
    }
  }

  public int httpPort() {
    return api.port();
  }

  public int managementPort() {
    return management.port();
  }

  public int sipPort() {
    return telephony.sip().local().getPort();
  }

  /// Finishes the calls that are up and starts none; completes when all are over or the configured
  /// time is. To be followed by [#close()].
  public CompletableFuture<Boolean> drain() {
    draining.set(true);
    log.atInfo().addKeyValue("legs", engine.openLegs()).log("server.draining");
    return engine.drain(drainFor);
  }

  @Override
  public void close() {
    closing.close();
    log.atInfo().log("server.stopped");
  }
}
