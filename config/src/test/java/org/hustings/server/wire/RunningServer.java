package org.hustings.server.wire;

import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_ESTABLISHED;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hustings.api.http.ApiServer;
import org.hustings.api.http.Contract;
import org.hustings.api.http.HttpSettings;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Reply;
import org.hustings.api.session.SessionCommands;
import org.hustings.core.account.DialInRegister;
import org.hustings.core.account.Identity;
import org.hustings.core.account.Role;
import org.hustings.core.account.SignInRegister.Credential;
import org.hustings.core.account.SignInRegister.SignedIn;
import org.hustings.core.contract.Settings;
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
import org.hustings.schema.TestDatabases;
import org.hustings.telephony.media.MediaConfig;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.peers.Baresip;
import org.hustings.telephony.prompt.Prompts;
import org.hustings.telephony.sip.Cidr;
import org.hustings.telephony.sip.SipConfig;
import org.hustings.telephony.sip.SipTelephony;
import org.hustings.telephony.sip.TrunkConfig;
import org.hustings.telephony.sip.stack.Transport;
import org.hustings.telephony.sip.stack.jain.JainStack;

/// The whole server in this JVM on free ports of the loopback interface: engine, PostgreSQL, SIP
/// with one trunk, RTP, and the volunteers' API. Closing it fails if an invariant was broken.
final class RunningServer implements AutoCloseable {
  static final String DNIS = "+19195550100";
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration TO_END = Duration.ofSeconds(5);
  private static final PortRange MEDIA = new PortRange(40_000, 44_999);

  private final ShiftedClock clock;
  private final WallTimers timers;
  private final List<String> broken = new CopyOnWriteArrayList<>();
  private final ThreadedRunners runners =
      new ThreadedRunners((name, thrown) -> broken.add(name + " failed: " + thrown));
  private final MediaEngine media = MediaEngine.start(MediaConfig.onLoopback(MEDIA));
  private final PostgresDatabase database = PostgresDatabase.open(TestDatabases.fresh(), 8);
  private final Map<String, Registered> volunteers = new ConcurrentHashMap<>();
  private final SipTelephony telephony;
  private final Engine engine;
  private final ApiServer api;
  private final Phonebank phonebank;

  /// A volunteer with number and PIN, and the token of their screen.
  record Registered(Identity identity, String number, String pin, String token) {}

  private RunningServer(ShiftedClock clock, int trunkPort) {
    this.clock = clock;
    this.timers = new WallTimers(clock);
    EnginePorts.Time time = new EnginePorts.Time(clock, timers, runners);
    try {
      telephony =
          SipTelephony.open(
              new SipConfig(
                  SipConfig.Listen.on(LOOPBACK, 0),
                  List.of(trunk(trunkPort)),
                  List.of(Cidr.parse("127.0.0.0/8")),
                  SipConfig.Limits.usual()),
              new SipTelephony.Parts(
                  JainStack::open, media, Prompts.shipped(), new SimpleMeterRegistry()),
              new SipTelephony.Surroundings(runners, timers, clock));
      phonebank = new Phonebank(database);
      engine = new Engine(ports(time), EngineSettings.DEFAULTS);
      api = ApiServer.start(HttpSettings.onLoopback(0), parts());
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    engine.start();
  }

  /// @param trunkPort where the carrier listens on this machine, by UDP
  static RunningServer withTrunkTo(int trunkPort, ShiftedClock clock) {
    return new RunningServer(clock, trunkPort);
  }

  private static TrunkConfig trunk(int port) {
    return TrunkConfig.of(
        "carrier",
        new TrunkConfig.Address("127.0.0.1", port, Transport.UDP),
        TrunkConfig.Capacity.of(100, 100));
  }

  private EnginePorts ports(EnginePorts.Time time) {
    return new EnginePorts(
        new ServerId(UUID.randomUUID()),
        time,
        Law.standard(_ -> RegionZones.of("US", Settings.NEW_YORK)),
        telephony,
        database.transactions(),
        database.campaigns(),
        new Dialers(),
        database.servers(),
        new Invariants(),
        UUID::randomUUID);
  }

  /// Of the API the volunteers' part.
  private ApiServer.Parts parts() {
    Contract contract = Contract.load("/org/hustings/api/openapi.yaml");
    Map<String, Operation> operations = new HashMap<>();
    contract.rules().forEach(rule -> operations.put(rule.id(), _ -> Reply.nothing()));
    operations.putAll(
        new SessionCommands(engine.sessions(), (_, _, _) -> Optional.empty(), clock).operations());
    return new ApiServer.Parts(
        contract,
        operations,
        credentials ->
            credentials
                .bearer()
                .map(volunteers::get)
                .map(registered ->
                    new SignedIn(registered.identity(), Credential.TOKEN, Instant.MAX)),
        new SimpleMeterRegistry());
  }

  /// The campaign, its projects and its voters.
  Phonebank phonebank() {
    return phonebank;
  }

  /// What to dial to get in.
  String dialIn() {
    return "sip:%s@127.0.0.1:%d".formatted(DNIS, sip().getPort());
  }

  InetSocketAddress sip() {
    return telephony.local();
  }

  int openLegs() {
    return engine.openLegs();
  }

  Registered volunteer(String name) {
    int which = volunteers.size() + 1;
    Identity identity =
        new Identity(phonebank.user(name), phonebank.campaign(), name, Role.VOLUNTEER, Set.of());
    Registered registered =
        new Registered(
            identity, Integer.toString(100 + which), "47" + which + "1", "token-" + name);
    volunteers.put(registered.token(), registered);
    return registered;
  }

  /// Dials in with number and PIN, and waits until the volunteer may ask for numbers.
  void dialIn(Baresip phone, Registered who, Screen screen) {
    phone.dial(dialIn());
    phone.await(CALL_ESTABLISHED);
    phone.listenUntil(Prompts.shipped().length("welcome").plusMillis(500));
    phone.press(who.number() + "#");
    phone.press(who.pin() + "#");
    screen.awaitState("READY");
  }

  Screen screenOf(Registered volunteer) {
    return Screen.of(
        Api.withToken(URI.create("http://127.0.0.1:" + api.port()), volunteer.token()));
  }

  /// The invariants that were broken so far.
  List<String> broken() {
    return List.copyOf(broken);
  }

  /// Ends sessions first, so that all that is to be written finds its database.
  @Override
  public void close() {
    engine.drain(TO_END).join();
    engine.stop();
    api.close();
    telephony.close();
    media.close();
    timers.close();
    database.close();
    if (!broken.isEmpty()) {
      throw new AssertionError("broken: " + broken);
    }
  }

  /// Volunteer numbers and PINs of this test.
  private final class Dialers implements DialInRegister {
    @Override
    public Optional<CampaignId> campaignAt(String dnis) {
      return dnis.equals(DNIS) ? Optional.of(phonebank.campaign()) : Optional.empty();
    }

    @Override
    public PinCheck check(
        CampaignId campaign, Optional<String> caller, String number, String pin, Instant now) {
      return volunteers.values().stream()
          .filter(known -> known.number().equals(number) && known.pin().equals(pin))
          .findFirst()
          .<PinCheck>map(known -> new PinCheck.Welcome(known.identity().asVolunteer()))
          .orElseGet(PinCheck.Wrong::new);
    }
  }

  private final class Invariants implements EngineMetrics {
    @Override
    public void broken(Invariant invariant) {
      broken.add(invariant.name());
    }
  }
}
