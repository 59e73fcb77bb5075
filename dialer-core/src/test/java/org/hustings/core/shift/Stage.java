package org.hustings.core.shift;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hustings.core.contract.SeededStores;
import org.hustings.core.contract.Settings;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.CallingHours;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Standing;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.session.SessionStore.SessionRow;
import org.hustings.core.session.SessionView;
import org.hustings.core.shift.plain.Outcome;
import org.hustings.core.shift.plain.PlainRules;
import org.hustings.core.shift.plain.Plan;
import org.hustings.core.voter.Link;
import org.hustings.core.voter.PhoneNumber;

/// A plan put into stores, and what has become of it there, in the words of the plan again.
final class Stage {
  private final SeededStores stores;
  private final Plan plan;
  private final CampaignId campaign;
  private final List<ProjectId> projects = new ArrayList<>();
  private final List<PhoneId> phones = new ArrayList<>();
  private final List<VoterId> voters = new ArrayList<>();
  private final List<Worker> volunteers = new ArrayList<>();
  private final Map<PhoneId, Integer> numberOf = new HashMap<>();
  private final Map<VoterId, Integer> voterOf = new HashMap<>();

  Stage(SeededStores stores, Plan plan, int volunteerCount) {
    this.stores = stores;
    this.plan = plan;
    this.campaign = stores.campaign("Shift");
    plan.projects().forEach(this::addProject);
    plan.numbers().forEach(this::addNumber);
    plan.voters().forEach(this::addVoter);
    ServerId server = stores.server();
    for (int volunteer = 0; volunteer < volunteerCount; volunteer++) {
      addVolunteer(volunteer, server);
    }
  }

  private void addProject(Plan.Project project) {
    List<CallingHours.Window> windows =
        project.windows().stream()
            .map(window -> new CallingHours.Window(window.opens(), window.closes()))
            .toList();
    CallingHours hours =
        new CallingHours(
            Plan.HOME,
            Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(day -> day, _ -> windows)),
            Set.of());
    projects.add(
        stores.project(
            campaign,
            "Project " + projects.size(),
            Settings.byDefault()
                .hours(hours)
                .attemptLimit(project.limit())
                .retryDelay(project.delay())
                .suppression(project.suppression())
                .build()));
  }

  private void addNumber(Plan.Telephone number) {
    PhoneNumber e164 = new PhoneNumber("+1919%07d".formatted(5_550_000 + phones.size()));
    PhoneId phone = stores.phone(campaign, e164, Set.of(number.zone()));
    numberOf.put(phone, phones.size());
    phones.add(phone);
  }

  private void addVoter(Plan.Voter voter) {
    VoterId id = stores.voter(campaign, "Voter " + voters.size(), Set.of());
    voterOf.put(id, voters.size());
    voters.add(id);
    voter
        .links()
        .forEach(link -> stores.link(campaign, id, phones.get(link.number()), link.score()));
    voter.projects().forEach(project -> stores.target(campaign, projects.get(project), id));
  }

  private void addVolunteer(int index, ServerId server) {
    UserId user = stores.user(campaign, "Volunteer " + index);
    SessionId session = new SessionId(new UUID(7, index));
    Instant now = QueueShift.MONDAY;
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
    volunteers.add(new Worker(user, session, new Hold.Holder.OfSession(session, server)));
  }

  <T> T in(Function<Stores, T> work) {
    return stores.transactions().in(campaign, work);
  }

  Plan plan() {
    return plan;
  }

  CampaignId campaign() {
    return campaign;
  }

  List<ProjectId> projects() {
    return projects;
  }

  List<PhoneId> phones() {
    return phones;
  }

  List<Worker> volunteers() {
    return volunteers;
  }

  int numberOf(PhoneId phone) {
    return numberOf.getOrDefault(phone, -1);
  }

  /// What a volunteer says of such an answer.
  Disposition disposition(Plan.Answer answer, Instant now) {
    Set<VoterId> named = answer.voters().stream().map(voters::get).collect(Collectors.toSet());
    Action action = Action.valueOf(answer.kind().name());
    boolean wrong = action == Action.WRONG_NUMBER;
    return new Disposition(
        action.name(),
        action,
        wrong ? Set.of() : named,
        wrong ? named : Set.of(),
        action == Action.CALL_BACK ? Optional.of(PlainRules.callBackDue(now)) : Optional.empty(),
        Map.of(),
        List.of());
  }

  /// How everything stands now: what the stores have saved, not what the facts would make of it.
  Outcome outcome() {
    Map<Integer, Outcome.NumberState> numbers = new TreeMap<>();
    for (PhoneId phone : phones) {
      numbers.put(numberOf(phone), stateOf(phone));
    }
    Map<Integer, Set<Integer>> done = new TreeMap<>();
    for (int project = 0; project < projects.size(); project++) {
      done.put(project, doneIn(project));
    }
    return new Outcome(numbers, done);
  }

  private Outcome.NumberState stateOf(PhoneId phone) {
    Household household = in(books -> books.queue().lockHousehold(phone));
    Set<Integer> wrongFor =
        household.links().stream()
            .filter(link -> link.phone().equals(phone) && link.wrong())
            .map(Link::voter)
            .map(voter -> voterOf.getOrDefault(voter, -1))
            .collect(Collectors.toSet());
    Standing saved =
        household.phones().stream()
            .filter(file -> file.id().equals(phone))
            .flatMap(file -> file.entries().stream())
            .findFirst()
            .flatMap(entry -> in(books -> books.queue().candidate(entry.id())))
            .map(candidate -> candidate.standing())
            .orElse(Standing.NEW);
    return new Outcome.NumberState(saved.status().name(), saved.attempts(), wrongFor);
  }

  private Set<Integer> doneIn(int project) {
    Set<Integer> done = new HashSet<>();
    for (int voter = 0; voter < voters.size(); voter++) {
      if (plan.voters().get(voter).projects().contains(project)
          && stores.isDone(campaign, projects.get(project), voters.get(voter))) {
        done.add(voter);
      }
    }
    return done;
  }

  /// A volunteer at work.
  record Worker(UserId user, SessionId session, Hold.Holder holder) {}
}
