package org.hustings.server.api;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.hustings.api.Api;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiPorts;
import org.hustings.api.account.Argon2Passwords;
import org.hustings.api.account.FirstAdmin;
import org.hustings.api.account.PinDesk;
import org.hustings.api.account.RememberedSignIns;
import org.hustings.api.account.SetupCredentials;
import org.hustings.api.http.ApiServer;
import org.hustings.api.http.HttpSettings;
import org.hustings.api.recording.StoredDictation;
import org.hustings.core.account.DialInRegister;
import org.hustings.core.account.Passwords;
import org.hustings.core.account.Throttle;
import org.hustings.core.callerid.VerifyCallerId;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.dialing.Engine;
import org.hustings.core.dialing.EngineMetrics;
import org.hustings.core.dialing.EnginePorts;
import org.hustings.core.dialing.EngineSettings;
import org.hustings.core.dialing.Law;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ServerId;
import org.hustings.core.intake.ImportVoters;
import org.hustings.core.queue.Settlement;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.recording.SoundConverter.Conversion;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.WallTimers;
import org.hustings.core.voter.AddressZones;
import org.hustings.core.voter.NumberPlan;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.core.voter.RegionZones;
import org.hustings.schema.PostgresDatabase;
import org.hustings.schema.TestDatabases;
import org.hustings.schema.connection.DatabaseAccess;
import org.hustings.schema.intake.PostgresIntakeStore;
import org.hustings.schema.management.PostgresManagement;
import org.hustings.telephony.dictation.VoiceFinish;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.wav.WavReader;
import org.hustings.telephony.media.wav.WavResult;
import org.hustings.telephony.numbering.LibPhoneNumberPlan;

/// A server with everything but a telephone, on a database of its own, with its first admin in.
final class ServedApi implements AutoCloseable {
  static final String ADMIN_LOGIN = "admin@example.org";
  static final String PASSWORD = "a long pass phrase";

  /// What voters see where a project names no number.
  static final String TRUNK_CALLER_ID = "+19195550100";

  /// A Monday, ten in the morning in New York.
  static final Instant MONDAY_MORNING = Instant.parse("2026-10-05T14:00:00Z");

  final Clock clock = new Clock(MONDAY_MORNING);
  final NoTelephone telephone = new NoTelephone();
  final ScriptedCallerIds callerIds = new ScriptedCallerIds(clock);
  final CampaignId campaign;
  final DialInRegister dialIns;
  final FirstAdmin firstAdmin;
  private final Passwords passwords = new Argon2Passwords(2);
  private final NumberPlan plan = new LibPhoneNumberPlan();
  final DatabaseAccess access = TestDatabases.fresh();
  private final PostgresDatabase database = PostgresDatabase.open(access, 8);
  private final PostgresManagement stores = PostgresManagement.on(database);
  private final WallTimers timers = new WallTimers(clock);
  private final Engine engine;
  private final ApiServer server;

  ServedApi() {
    this(HttpSettings.onLoopback(0));
  }

  ServedApi(HttpSettings http) {
    dialIns =
        new PinDesk(
            stores.pins(),
            passwords,
            new Throttle(stores.tries(), Throttle.Limits.DEFAULT),
            new StoredDictation.Tools(stores.dictations(), new VoiceFinish())::order);
    firstAdmin =
        new FirstAdmin(stores.users(), stores.office(), stores.signIns(), passwords, clock);
    campaign =
        firstAdmin
            .moveIn(
                new SetupCredentials(ADMIN_LOGIN, PASSWORD),
                new Campaign.Founding("First", "US", ZoneId.of("America/New_York")))
            .orElseThrow();
    engine = new Engine(enginePorts(), EngineSettings.DEFAULTS);
    engine.start();
    try {
      server = ApiServer.start(http, Api.parts(ports()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EnginePorts enginePorts() {
    return new EnginePorts(
        new ServerId(UUID.randomUUID()),
        new EnginePorts.Time(clock, timers, new ThreadedRunners((_, _) -> {})),
        Law.standard(_ -> RegionZones.of("US", ZoneId.of("America/New_York"))),
        telephone,
        database.transactions(),
        database.campaigns(),
        dialIns,
        database.servers(),
        EngineMetrics.NONE,
        UUID::randomUUID);
  }

  private ApiPorts ports() {
    PostgresIntakeStore intake =
        new PostgresIntakeStore(database.transactions(), Settlement.byTheRules());
    return new ApiPorts(
        clock,
        new SimpleMeterRegistry(),
        new ApiPorts.Doors(
            new RememberedSignIns(stores.signIns()),
            stores.tries(),
            passwords,
            stores.users(),
            stores.pins(),
            stores.invitations(),
            Optional.of(URI.create("https://calls.example.org"))),
        new ApiPorts.Engine(
            engine.sessions(),
            engine.browsers(),
            engine.callMe(stores.ownPhones()),
            engine.managers(),
            new VerifyCallerId(callerIds, stores.callerIds(), clock),
            Optional.of(new PhoneNumber(TRUNK_CALLER_ID))),
        new ApiPorts.Books(
            database.campaigns(),
            stores.office(),
            stores.projects(),
            stores.voters(),
            stores.attempts(),
            stores.books(),
            stores.recordings(),
            stores.dictations(),
            stores.incidents(),
            stores.diary()),
        new ApiPorts.Intake(new ImportVoters(intake, plan, AddressZones.load(), clock), intake),
        plan,
        ServedApi::convert);
  }

  private static Conversion convert(byte[] file) {
    return switch (WavReader.forRecordings().read(file)) {
      case WavResult.Converted good ->
          new Conversion.Converted(Pcmu.of(good.clip().bytes(G711.PCMU)));
      case WavResult.Refused refused -> new Conversion.Refused(refused.whatToDo());
    };
  }

  int port() {
    return server.port();
  }

  ApiClient client() {
    return ApiClient.on(server.port());
  }

  ApiClient admin() {
    return client().signedIn(ADMIN_LOGIN, PASSWORD);
  }

  /// Adds a user, who signs in.
  ApiClient signedInAs(String login, String role) {
    ApiClient.Answer added =
        admin()
            .post(
                "/api/v1/users",
                """
                {"login": "%s", "password": "%s", "name": "%s", "role": "%s"}
                """
                    .formatted(login, PASSWORD, login, role));
    if (added.status() != 201) {
      throw new AssertionError(added.toString());
    }
    return client().signedIn(login, PASSWORD);
  }

  @Override
  public void close() {
    server.close();
    engine.stop();
    timers.close();
    database.close();
  }

  /// A clock that stands unless it is moved.
  static final class Clock implements InstantSource {
    private volatile Instant now;

    private Clock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    void advance(Duration by) {
      now = now.plus(by);
    }
  }
}
