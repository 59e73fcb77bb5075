package org.hustings.core.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore.DispositionRow;
import org.hustings.core.attempt.AttemptStore.Written;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.Explanation;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.QueueStore.Claim;
import org.hustings.core.queue.QueueStore.Claimant;
import org.hustings.core.queue.Settlement;
import org.hustings.core.rule.Evidence;
import org.hustings.core.rule.WhenToCall;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.session.SessionStore.SessionRow;
import org.hustings.core.session.SessionView;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.core.voter.RegionZones;

/// One campaign in stores under test, spoken of in the words of the rules. It does what the engine
/// does around the stores, in the same order, but rings nobody: a volunteer gets the next number,
/// begins an attempt, disposes it.
///
/// Its clock stands at [#now()] until it is moved. By default everybody lives in New York, where it
/// begins to be Wednesday morning, ten o'clock.
public final class World {
  private static final Instant START = Instant.parse("2026-11-18T15:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final SeededStores stores;
  private final CampaignId campaign;
  private final ServerId server;
  private final WhenToCall whenToCall =
      new WhenToCall(_ -> RegionZones.of("US", Settings.NEW_YORK));
  private final List<PhoneId> phones = new ArrayList<>();
  private final Map<ProjectId, ProjectSettings> settings = new HashMap<>();
  private Settlement settlement = Settlement.byTheRules();
  private Instant now = START;
  private int keys;

  public World(SeededStores stores) {
    this.stores = stores;
    this.campaign = stores.campaign("Rehearsal");
    this.server = stores.server();
  }

  /// The same campaign under other rules, to see whether somebody notices.
  public void rule(Settlement other) {
    settlement = other;
  }

  public CampaignId campaign() {
    return campaign;
  }

  public ServerId server() {
    return server;
  }

  public WhenToCall whenToCall() {
    return whenToCall;
  }

  public Instant now() {
    return now;
  }

  public void pass(Duration time) {
    setClock(now.plus(time));
  }

  /// Moves the clock, and makes ready whatever has become due.
  public void setClock(Instant at) {
    now = at;
    in(books -> books.queue().promote(now, Integer.MAX_VALUE));
  }

  public <T> T in(Function<Stores, T> work) {
    return stores.transactions().in(campaign, work);
  }

  // Who and what there is.

  public ProjectId project(Settings chosen) {
    ProjectSettings built = chosen.build();
    ProjectId project = stores.project(campaign, "Project " + (settings.size() + 1), built);
    settings.put(project, built);
    return project;
  }

  public ProjectId project() {
    return project(Settings.byDefault());
  }

  public void change(ProjectId project, Settings chosen) {
    stores.change(campaign, project, Project.Status.ACTIVE, chosen.build());
    settle();
  }

  public Project projectOf(ProjectId project) {
    return in(books -> books.projects().find(project)).orElseThrow();
  }

  public Volunteering volunteer(String name) {
    var user = stores.user(campaign, name);
    SessionId session = new SessionId(UUID.randomUUID());
    in(books -> {
      books
          .sessions()
          .open(
              new SessionRow(
                  session,
                  user,
                  server,
                  Mode.HAND,
                  SessionView.State.READY,
                  Optional.empty(),
                  Optional.empty(),
                  now,
                  now,
                  0,
                  Optional.empty()));
      return session;
    });
    return new Volunteering(user, session, server);
  }

  public VoterId voter(String name) {
    return voter(name, Set.of());
  }

  public VoterId voter(String name, Set<ZoneId> addressZones) {
    return stores.voter(campaign, name, addressZones);
  }

  public PhoneId phone() {
    return phone(Set.of(Settings.NEW_YORK));
  }

  public PhoneId phone(Set<ZoneId> numberZones) {
    PhoneNumber number = new PhoneNumber("+1919555%04d".formatted(phones.size() + 1));
    PhoneId phone = stores.phone(campaign, number, numberZones);
    phones.add(phone);
    return phone;
  }

  public void link(VoterId voter, PhoneId phone, int score) {
    stores.link(campaign, voter, phone, score);
  }

  public void target(ProjectId project, VoterId... voters) {
    for (VoterId voter : voters) {
      stores.target(campaign, project, voter);
    }
  }

  /// A targeted voter alone at a number with this score.
  public PhoneId household(ProjectId project, int score) {
    PhoneId phone = phone();
    VoterId voter = voter("Voter " + phone);
    link(voter, phone, score);
    target(project, voter);
    return phone;
  }

  /// Settles all that was seeded, as after an import.
  public void settle() {
    phones.forEach(this::settle);
  }

  public void settle(PhoneId phone) {
    in(books -> {
      settle(books, phone);
      return phone;
    });
  }

  private void settle(Stores books, PhoneId phone) {
    Household household = books.queue().lockHousehold(phone);
    books.queue().save(household, settlement.settle(household, now));
  }

  // What volunteers do.

  public Optional<Claim> next(ProjectId project, Volunteering volunteer) {
    return next(project, volunteer, Set.of());
  }

  public Optional<Claim> next(ProjectId project, Volunteering volunteer, Set<EntryId> skipped) {
    return next(project, List.of(claimant(volunteer, skipped))).getFirst();
  }

  public List<Optional<Claim>> next(ProjectId project, List<Claimant> claimants) {
    Project fresh = projectOf(project);
    return in(
        books -> books.queue().claim(project, claimants, whenToCall.zonesOpen(fresh, now), now));
  }

  public Claimant claimant(Volunteering volunteer, Set<EntryId> skipped) {
    return new Claimant(volunteer.user(), volunteer.holder(), skipped, now.plus(LEASE));
  }

  /// Every number in the order in which volunteers get them, none given back.
  public List<PhoneId> order(ProjectId project, Volunteering volunteer) {
    List<PhoneId> order = new ArrayList<>();
    List<Claim> claims = new ArrayList<>();
    for (Optional<Claim> claim = next(project, volunteer);
        claim.isPresent();
        claim = next(project, volunteer)) {
      order.add(claim.get().candidate().phone());
      claims.add(claim.get());
    }
    claims.forEach(this::release);
    return order;
  }

  public boolean release(Claim claim) {
    return in(books -> books.queue().release(claim.hold()));
  }

  /// R5.
  public void skip(Claim claim) {
    in(books -> {
      books.queue().skipped(claim.candidate().entry(), now);
      return books.queue().release(claim.hold());
    });
  }

  public Attempt attempt(Claim claim, Volunteering volunteer) {
    return new Attempt(
        new AttemptId(UUID.randomUUID()),
        campaign,
        claim.candidate().project(),
        claim.candidate().entry(),
        claim.candidate().phone(),
        volunteer.session(),
        volunteer.user(),
        server,
        Optional.of(new LegId(UUID.randomUUID())),
        Optional.of("trunk"),
        now,
        Attempt.Progress.NONE,
        Optional.empty(),
        new Evidence(now, List.of()),
        new Evidence(now, List.of()));
  }

  /// R22.
  public AttemptId begin(Claim claim, Volunteering volunteer) {
    Attempt attempt = attempt(claim, volunteer);
    if (!in(books -> books.attempts().begin(attempt, claim.hold()))) {
      throw new AssertionError("the attempt could not begin: the hold is lost or another is open");
    }
    return attempt.id();
  }

  /// R21: the disposition, what follows for the queues, and the end of the hold in one transaction.
  public Written dispose(AttemptId attempt, Disposition disposition) {
    return dispose(attempt, "key-" + ++keys, disposition);
  }

  public Written dispose(AttemptId id, String key, Disposition disposition) {
    return in(books -> {
      Attempt attempt = books.attempts().find(id).orElseThrow();
      Duration delay =
          books.projects().find(attempt.project()).orElseThrow().settings().retryDelay();
      Written written =
          books
              .attempts()
              .dispose(
                  new DispositionRow(
                      id, key, disposition, Optional.of(attempt.volunteer()), now, delay));
      settle(books, attempt.phone());
      books
          .queue()
          .candidate(attempt.entry())
          .flatMap(Candidate::hold)
          .filter(_ -> written == Written.NEW)
          .ifPresent(books.queue()::release);
      return written;
    });
  }

  /// Calls the next number, and says how it went.
  public PhoneId call(ProjectId project, Volunteering volunteer, Action action) {
    return call(project, volunteer, Disposition.plain(action));
  }

  public PhoneId call(ProjectId project, Volunteering volunteer, Disposition disposition) {
    Claim claim = next(project, volunteer).orElseThrow();
    dispose(begin(claim, volunteer), disposition);
    return claim.candidate().phone();
  }

  // What can be seen.

  /// Empty if the number has no entry in the project.
  public Optional<EntryState> stateOf(PhoneId phone, ProjectId project) {
    return entryOf(phone, project).map(entry -> candidate(entry).state());
  }

  public Optional<EntryId> entryOf(PhoneId phone, ProjectId project) {
    return in(books -> books.queue().lockHousehold(phone)).phones().stream()
        .filter(file -> file.id().equals(phone))
        .findFirst()
        .flatMap(file -> file.entryIn(project))
        .map(entry -> entry.id());
  }

  public Candidate candidate(EntryId entry) {
    return in(books -> books.queue().candidate(entry)).orElseThrow();
  }

  public boolean isDone(ProjectId project, VoterId voter) {
    return stores.isDone(campaign, project, voter);
  }

  public Explanation explain(ProjectId project) {
    Project fresh = projectOf(project);
    return in(books -> books.queue().explain(project, whenToCall.openings(fresh, now), now));
  }
}
