package org.hustings.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.Engine;
import org.hustings.core.dialing.EnginePorts;
import org.hustings.core.dialing.EngineSettings;
import org.hustings.core.dialing.Law;
import org.hustings.core.dialing.ManagerDesk;
import org.hustings.core.dialing.SessionDesk;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.time.VirtualTime;
import org.hustings.core.voter.RegionZones;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.SeededSubscribers;
import org.hustings.telephony.phonenet.Subscribers;
import org.hustings.telephony.phonenet.memory.InMemoryNetwork;
import org.hustings.telephony.phonenet.memory.InMemoryPhone;
import org.hustings.telephony.phonenet.memory.InMemoryTelephony;

/// A small shift of a few hours, drawn from a seed: the town, the volunteers, and what goes wrong.
/// After some hours nothing new goes wrong, everybody goes home, and an hour later all must be
/// over, written and paid.
final class SimulatedShift
    implements SimulatedVolunteer.Floor, SimulatedOrganizer.Office, Troubles.Server {
  private static final Instant MIDNIGHT = Instant.parse("2026-10-27T04:00:00Z");
  private static final Duration AFTERWARDS = Duration.ofMinutes(90);

  private final VirtualTime time;
  private final Chance chance;
  private final Machine machine;
  private final Journal journal;
  private final Town town;
  private final InMemoryNetwork network;
  private final Registry registry;
  private final Troubles troubles;
  private final Referee referee;
  private final Tampering tampering;
  private final BrokenInvariants broken;
  private final WatchedBooks books;
  private final WatchedScreens screens;
  private final List<Bill.Line> lines = new ArrayList<>();
  private final List<SimulatedVolunteer> volunteers = new ArrayList<>();
  private final List<ServerId> servers = new ArrayList<>();
  private final Instant over;
  private Optional<Running> running = Optional.empty();
  private long ids;

  /// A server at work.
  private record Running(
      ServerLife life, Engine engine, InMemoryTelephony line, TroubledNetwork telephony) {}

  private SimulatedShift(long seed, Set<Trouble> allowed, Tampering tampering, Reader reader) {
    this.chance = new Chance(seed);
    this.tampering = tampering;
    // Some shifts begin before the hours, some end after them.
    this.time = new VirtualTime(MIDNIGHT.plus(chance.seconds(7 * 3600, 19 * 3600)));
    Duration hours = chance.seconds(2400, 6000);
    this.over = time.instant().plus(hours);
    this.journal = reader.journal(time);
    this.machine = new Machine(time);
    this.town = new Town(chance.apart(), time.instant());
    RingLog log = RingLog.inMemory(time);
    this.network =
        new InMemoryNetwork(
            new Clockwork(machine, time, time),
            watched(new SeededSubscribers(seed)),
            log,
            InMemoryNetwork.Settings.USUAL);
    this.registry = new Registry(town.books().all(), town.volunteers());
    this.troubles = new Troubles(time, journal);
    this.referee = new Referee(new Referee.View(time, machine, town, log), troubles, journal);
    this.broken = new BrokenInvariants(troubles, referee);
    this.books = new WatchedBooks(town, referee, servers);
    this.screens = new WatchedScreens(time, town, troubles, referee);
    startServer();
    running.orElseThrow().engine().managers().ruleOn(town.campaign(), town.phones());
    troubles.plan(chance.apart(), allowed, hours, this);
    for (Volunteer volunteer : town.volunteers()) {
      SimulatedVolunteer at = new SimulatedVolunteer(volunteer, this, chance.apart());
      volunteers.add(at);
      at.begin();
    }
    new SimulatedOrganizer(this, chance.apart()).begin();
  }

  private Subscribers watched(Subscribers right) {
    return (number, nth) -> {
      this.referee.rings(number.e164());
      return right.ring(number, nth);
    };
  }

  /// Who reads the journal, if anybody.
  @FunctionalInterface
  interface Reader {
    Reader NOBODY = Journal::unread;

    Journal journal(java.time.InstantSource time);

    static Reader of(Consumer<String> lines) {
      return time -> Journal.readBy(lines, time);
    }
  }

  /// What a shift came to.
  ///
  /// @param complaints what was not as it must be
  record Findings(long seed, List<String> complaints, int rings, int servers) {}

  static Findings play(long seed, Reader reader) {
    return play(seed, EnumSet.allOf(Trouble.class), Tampering.NONE, reader);
  }

  static Findings play(long seed, Set<Trouble> allowed, Tampering tampering, Reader reader) {
    return new SimulatedShift(seed, allowed, tampering, reader).toTheEnd(seed);
  }

  private Findings toTheEnd(long seed) {
    Instant end = over.plus(AFTERWARDS);
    while (time.nextTimer().filter(next -> !next.isAfter(end)).isPresent()) {
      goOn();
    }
    Running last = running.orElseThrow();
    new FinalJudgement(new FinalJudgement.Evidence(town, referee, network.log(), servers))
        .passedOn(
            new FinalJudgement.Remains(
                last.engine().openLegs(), last.telephony().channelsHeld(), stillThere(), unsaid()));
    new Bill(troubles, referee).check(lines, books.charged());
    last.engine().stop();
    List<Ring> rings = network.log().rings();
    journal.note("end  ", rings.size(), "rings,", servers.size(), "servers");
    return new Findings(seed, List.copyOf(referee.complaints()), rings.size(), servers.size());
  }

  private long stillThere() {
    return volunteers.stream().filter(SimulatedVolunteer::isOnTheLine).count();
  }

  private List<String> unsaid() {
    return volunteers.stream().flatMap(one -> one.unanswered().stream()).toList();
  }

  private void goOn() {
    boolean _ = time.advanceToNextTimer();
    time.failures().forEach(failure -> referee.complainOnce("thrown: %s".formatted(failure)));
  }

  // --- the server ---

  private void startServer() {
    ServerId id = new ServerId(new UUID(1, servers.size() + 1L));
    servers.add(id);
    ServerLife life = new ServerLife(time, machine, this::goOn);
    InMemoryTelephony line = network.connect();
    TroubledNetwork telephony =
        new TroubledNetwork(
            new TroubledNetwork.Surroundings(
                time, machine, life, troubles, chance.apart(), referee, network.log()),
            line);
    TroubledStores stores =
        new TroubledStores(
            new TroubledStores.Surroundings(life, troubles, chance.apart(), books),
            town.books(),
            registry);
    Engine engine =
        new Engine(
            new EnginePorts(
                id,
                new EnginePorts.Time(machine, tampering.timers(life, machine), life),
                tampering.law(Law.standard(_ -> RegionZones.of("US", Town.HOME))),
                tampering.telephony(telephony),
                tampering.transactions(stores),
                stores,
                stores,
                stores,
                broken,
                () -> new UUID(9, ++ids)),
            EngineSettings.DEFAULTS);
    running = Optional.of(new Running(life, engine, line, telephony));
    engine.start();
    journal.note("START server", servers.size());
  }

  @Override
  public void kill(Duration deadFor) {
    running.ifPresent(now -> {
      now.life().kill();
      now.line().crash();
      running = Optional.empty();
      screens.serverDied();
      volunteers.forEach(SimulatedVolunteer::serverDied);
      var _ = time.after(deadFor, this::startServer);
    });
  }

  @Override
  public void setClock(Duration by) {
    machine.setClock(by);
  }

  @Override
  public void sleep(Duration length) {
    machine.sleep(length);
  }

  // --- the floor ---

  @Override
  public Instant now() {
    return time.instant();
  }

  @Override
  public void after(Duration wait, Runnable what) {
    var _ = time.after(wait, what);
  }

  @Override
  public InMemoryPhone phone() {
    return network.phone(Optional.of("+19195550199"));
  }

  @Override
  public Optional<SessionDesk> desk() {
    return running.map(now -> now.engine().sessions());
  }

  @Override
  public Town town() {
    return town;
  }

  @Override
  public Referee referee() {
    return referee;
  }

  @Override
  public WatchedScreens screens() {
    return screens;
  }

  @Override
  public void atDesk(Consumer<ManagerDesk> what) {
    running.ifPresent(now -> now.life().run("manager", () -> what.accept(now.engine().managers())));
  }

  @Override
  public void connected(SessionId session, Instant since, Instant until) {
    lines.add(new Bill.Line(session, since, until));
  }

  @Override
  public Instant onTheWall() {
    return machine.instant();
  }

  @Override
  public boolean isOver() {
    return !time.instant().isBefore(over);
  }
}
