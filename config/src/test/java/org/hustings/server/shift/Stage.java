package org.hustings.server.shift;

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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hustings.core.account.Volunteer;
import org.hustings.core.contract.Settings;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.disposition.Disposition.SurveyAnswer;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.CallingHours;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Standing;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.recording.Recording;
import org.hustings.core.rehearsal.RehearsalStores;
import org.hustings.core.survey.Survey;
import org.hustings.core.voter.Link;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.server.shift.plain.Outcome;
import org.hustings.server.shift.plain.PlainRules;
import org.hustings.server.shift.plain.Plan;

/// A plan put into stores, and what has become of it there, in the words of the plan again.
final class Stage {
  /// Enough for all days.
  static final Money CREDIT = new Money(100_000_000_000L);

  private static final Survey SURVEY =
      new Survey(
          List.of(
              new Survey.Question(
                  "vote",
                  "Will you vote?",
                  Survey.Kind.ONE_OF,
                  List.of(new Survey.Choice("yes", "Yes"), new Survey.Choice("no", "No")),
                  Optional.empty())));

  private final RehearsalStores stores = new RehearsalStores();
  private final Plan plan;
  private final CampaignId campaign;
  private final RecordingId message;
  private final List<ProjectId> projects = new ArrayList<>();
  private final List<PhoneId> phones = new ArrayList<>();
  private final List<VoterId> voters = new ArrayList<>();
  private final List<Volunteer> volunteers = new ArrayList<>();
  private final Map<VoterId, Integer> voterOf = new HashMap<>();

  Stage(Plan plan, int volunteerCount) {
    this.plan = plan;
    this.campaign = stores.addCampaign("Shift", "US", Plan.HOME);
    this.message = stores.addRecording(campaign, Stage::message);
    Money _ = in(books -> books.credits().topUp(CREDIT, "all", Shift.BEGINS));
    plan.projects().forEach(this::addProject);
    plan.numbers().forEach(this::addNumber);
    plan.voters().forEach(this::addVoter);
    for (int volunteer = 0; volunteer < volunteerCount; volunteer++) {
      UserId user = new UserId(volunteer + 1L);
      volunteers.add(new Volunteer(user, campaign, "Volunteer " + volunteer, Set.of()));
    }
  }

  private static Recording message(RecordingId id) {
    byte[] quiet = new byte[(int) PlannedTown.MESSAGE.toMillis() * 8];
    return new Recording(id, "message", Pcmu.of(quiet), Shift.BEGINS);
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
        stores.addProject(
            campaign,
            "Project " + projects.size(),
            Settings.byDefault()
                .hours(hours)
                .attemptLimit(project.limit())
                .retryDelay(project.delay())
                .suppression(project.suppression())
                .survey(SURVEY)
                .voicemail(message)
                .build()));
  }

  private void addNumber(Plan.Telephone number) {
    PhoneNumber e164 = PlannedTown.numberOf(phones.size());
    PhoneId phone = stores.addPhone(campaign, e164, Set.of(number.zone()));
    phones.add(phone);
  }

  private void addVoter(Plan.Voter voter) {
    VoterId id = stores.addVoter(campaign, "Voter " + voters.size(), Set.of());
    voterOf.put(id, voters.size());
    voters.add(id);
    voter
        .links()
        .forEach(link -> stores.addLink(campaign, id, phones.get(link.number()), link.score()));
    voter.projects().forEach(project -> stores.addTarget(campaign, projects.get(project), id));
  }

  <T> T in(Function<Stores, T> work) {
    return stores.in(campaign, work);
  }

  RehearsalStores stores() {
    return stores;
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

  List<Volunteer> volunteers() {
    return volunteers;
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
        action == Action.SUCCESSFUL ? named.stream().map(Stage::answer).toList() : List.of());
  }

  private static SurveyAnswer answer(VoterId voter) {
    return new SurveyAnswer(voter, "vote", List.of(voter.value() % 2 == 0 ? "yes" : "no"));
  }

  /// How everything stands now: what the stores have saved, not what the facts would make of it.
  Outcome outcome() {
    Map<Integer, Outcome.NumberState> numbers = new TreeMap<>();
    for (PhoneId phone : phones) {
      numbers.put(numbers.size(), stateOf(phone));
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
}
