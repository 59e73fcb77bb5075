package org.hustings.core.scripted;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hustings.core.account.Volunteer;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.contract.Settings;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.Engine;
import org.hustings.core.dialing.EnginePorts;
import org.hustings.core.dialing.EngineSettings;
import org.hustings.core.dialing.Law;
import org.hustings.core.dialing.ManagerDesk;
import org.hustings.core.dialing.SessionDesk;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.dictation.DictationOrder;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Standing;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.recording.Recording;
import org.hustings.core.rehearsal.RehearsalStores;
import org.hustings.core.time.VirtualTime;
import org.hustings.core.voter.PhoneNumber;

/// One campaign with its engine, network and stores, on a Tuesday at ten in the morning.
public final class EngineWorld {
  public static final ZoneId NEW_YORK = Settings.NEW_YORK;
  public static final Instant TEN_O_CLOCK = Instant.parse("2026-06-02T14:00:00Z");
  public static final String DNIS = "8005550100";

  private final VirtualTime time = new VirtualTime(TEN_O_CLOCK);
  private final ScriptedTelephony network = new ScriptedTelephony(time);
  private final RehearsalStores stores = new RehearsalStores();
  private final FaultyStores faulty = new FaultyStores(stores);
  private final Registers registers = new Registers();
  private final CountedMetrics metrics = new CountedMetrics();
  private final Map<PhoneId, PhoneNumber> numbers = new HashMap<>();
  private final Law law;
  private final EngineSettings settings;
  private final CampaignId campaign;
  private Mortal process = new Mortal(time);
  private Engine engine;
  private long ids;
  private long users;
  private long servers;

  public EngineWorld() {
    this(Law.standard(_ -> Set.of(NEW_YORK)), EngineSettings.DEFAULTS);
  }

  public EngineWorld(Law law, EngineSettings settings) {
    this.law = law;
    this.settings = settings;
    campaign = stores.addCampaign("Rehearsal", "US", NEW_YORK);
    registers.number(DNIS, campaign);
    addCredit(new Money(1_000_000_000));
    engine = boot();
  }

  private Engine boot() {
    ServerId server = new ServerId(new UUID(1, ++servers));
    EnginePorts ports =
        new EnginePorts(
            server,
            new EnginePorts.Time(time, process, process),
            law,
            network,
            faulty,
            faulty,
            registers,
            registers,
            metrics,
            () -> new UUID(9, ++ids));
    Engine booted = new Engine(ports, settings);
    booted.start();
    time.runUntilQuiet();
    return booted;
  }

  /// Kills the server without a word, and starts another one. Its legs stay up.
  public void killAndRestart() {
    process.kill();
    process = new Mortal(time);
    engine = boot();
  }

  public VirtualTime time() {
    return time;
  }

  public void pass(Duration duration) {
    time.advanceBy(duration);
  }

  public ScriptedTelephony network() {
    return network;
  }

  public FaultyStores stores() {
    return faulty;
  }

  public CountedMetrics metrics() {
    return metrics;
  }

  public Engine engine() {
    return engine;
  }

  public SessionDesk desk() {
    return engine.sessions();
  }

  public ManagerDesk managers() {
    return engine.managers();
  }

  public CampaignId campaign() {
    return campaign;
  }

  public <T> T in(Function<Stores, T> work) {
    return stores.in(campaign, work);
  }

  // What there is.

  public void addCredit(Money amount) {
    Money _ =
        in(books ->
            books.credits().topUp(amount, "top-up " + amount + time.instant(), time.instant()));
  }

  public Money balance() {
    return in(books -> books.credits().balance());
  }

  public ProjectId project(ProjectSettings chosen) {
    return stores.addProject(campaign, "Project", chosen);
  }

  public ProjectId project() {
    return project(Settings.byDefault().build());
  }

  public void change(ProjectId project, ProjectSettings chosen) {
    stores.changeProject(campaign, project, Project.Status.ACTIVE, chosen);
  }

  /// A message of this length to drop on machines.
  public RecordingId message(Duration length) {
    return stores.addRecording(
        campaign,
        id ->
            new Recording(
                id, "message", Pcmu.of(new byte[(int) (length.toMillis() * 8)]), time.instant()));
  }

  /// One voter, targeted, alone at a number with this score, ready to be called.
  public PhoneId voterAtNumber(ProjectId project, int score) {
    PhoneId phone = number();
    VoterId voter = stores.addVoter(campaign, "Voter " + phone, Set.of());
    stores.addLink(campaign, voter, phone, score);
    stores.addTarget(campaign, project, voter);
    settle(phone);
    return phone;
  }

  public PhoneId number() {
    PhoneNumber number = new PhoneNumber("+1919555%04d".formatted(numbers.size() + 1));
    PhoneId phone = stores.addPhone(campaign, number, Set.of(NEW_YORK));
    numbers.put(phone, number);
    return phone;
  }

  public RehearsalStores seed() {
    return stores;
  }

  public void settle(PhoneId phone) {
    engine.managers().ruleOn(campaign, List.of(phone));
  }

  public PhoneNumber numberOf(PhoneId phone) {
    return Objects.requireNonNull(numbers.get(phone));
  }

  public void behaves(PhoneId phone, Subscriber subscriber) {
    network.script(numberOf(phone), subscriber);
  }

  // Who works.

  public Volunteer volunteer(String name) {
    UserId user = new UserId(++users);
    Volunteer volunteer = new Volunteer(user, campaign, name, Set.of());
    registers.volunteer(Long.toString(1000 + user.value()), "4321", volunteer);
    return volunteer;
  }

  /// A volunteer number and PIN beside the usual ones.
  public void dialsInWith(String number, String pin, Volunteer volunteer) {
    registers.volunteer(number, pin, volunteer);
  }

  void showsCode(String digits, Volunteer volunteer) {
    registers.code(digits, volunteer);
  }

  /// A manager is to speak a message.
  public void givesCode(String digits, DictationOrder order) {
    registers.code(digits, order);
  }

  /// A volunteer with a telephone at hand.
  public Helper helper(String name) {
    return new Helper(this, volunteer(name));
  }

  // What can be seen.

  public Standing standingOf(PhoneId phone) {
    return stores.standingOf(campaign, phone);
  }

  public Optional<Attempt> openAttemptAt(PhoneId phone) {
    return in(books -> books.attempts().openAt(phone));
  }

  public Attempt attempt(AttemptId id) {
    return in(books -> books.attempts().find(id)).orElseThrow();
  }

  /// The action of the disposition that stands.
  public Optional<Action> recorded(AttemptId attempt) {
    return in(books -> books.attempts().dispositionOf(attempt))
        .map(row -> row.disposition().action());
  }

  public Optional<Candidate> candidate(PhoneId phone, ProjectId project) {
    return in(books -> {
      Household household = books.queue().lockHousehold(phone);
      return household.phones().stream()
          .filter(file -> file.id().equals(phone))
          .flatMap(file -> file.entryIn(project).stream())
          .findFirst()
          .flatMap(entry -> books.queue().candidate(entry.id()));
    });
  }

  public EntryId entryOf(PhoneId phone, ProjectId project) {
    return candidate(phone, project).orElseThrow().entry();
  }

  public boolean isHeld(PhoneId phone, ProjectId project) {
    return candidate(phone, project).orElseThrow().hold().isPresent();
  }
}
