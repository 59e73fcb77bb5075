package org.hustings.core.queue;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.EntryState.Out;
import org.hustings.core.queue.Household.Resident;
import org.hustings.core.queue.Ruling.Place;
import org.hustings.core.voter.Link;

/// Settles one household: who is done, by which number each of the others is queued, and where the
/// entries of these numbers stand.
final class RulesOfSettlement {
  private final Household household;
  private final Census census;
  private final Set<PhoneId> ruled;
  private final Map<ProjectId, Set<VoterId>> done;
  private final Instant now;

  private RulesOfSettlement(Household household, Instant now) {
    this.household = household;
    this.census = new Census(household);
    this.ruled = household.ruled();
    this.done = DoneVoters.of(census, household.projects().keySet());
    this.now = now;
  }

  static Ruling settle(Household household, Instant now) {
    RulesOfSettlement rules = new RulesOfSettlement(household, now);
    return new Ruling(
        rules.ruled.stream().collect(toMap(phone -> phone, rules.census::standing)),
        rules.ruled.stream().collect(toMap(phone -> phone, rules.census::zonesOf)),
        rules.ruled.stream().flatMap(phone -> rules.census.linksAt(phone).stream()).toList(),
        rules.done,
        rules.household.projects().values().stream()
            .flatMap(project -> rules.placesIn(project).stream())
            .toList());
  }

  private List<Place> placesIn(Project project) {
    Map<PhoneId, Set<VoterId>> queued = queuedIn(project);
    List<Place> places = new ArrayList<>();
    for (PhoneId phone : ruled) {
      Set<VoterId> standsFor = queued.getOrDefault(phone, Set.of());
      Optional<Entry> entry = census.file(phone).entryIn(project.id());
      if (!standsFor.isEmpty() || entry.isPresent()) {
        places.add(place(project, phone, standsFor, entry));
      }
    }
    return places;
  }

  /// R2: each targeted voter who is not done, at one number.
  private Map<PhoneId, Set<VoterId>> queuedIn(Project project) {
    Map<PhoneId, Set<VoterId>> queued = new HashMap<>();
    for (Resident resident : census.residents()) {
      if (resident.targetedIn().contains(project.id()) && !isDone(resident.id(), project)) {
        numberOf(resident.id(), project)
            .ifPresent(
                phone -> queued.computeIfAbsent(phone, _ -> new HashSet<>()).add(resident.id()));
      }
    }
    return queued;
  }

  /// The best number that may still be called. An unresolved one keeps its voters, because nobody
  /// knows yet whether they are done (R20). Who has no such number stays counted at their last one,
  /// so that an explanation shows what became of them.
  private Optional<PhoneId> numberOf(VoterId voter, Project project) {
    List<Link> links = census.rightLinksOf(voter);
    return links.stream()
        .map(Link::phone)
        .filter(phone -> keepsItsVoters(phone, project))
        .findFirst()
        .or(() -> links.isEmpty() ? Optional.empty() : Optional.of(links.getLast().phone()));
  }

  private boolean keepsItsVoters(PhoneId phone, Project project) {
    Optional<Out.Reason> barred = barred(phone, project);
    return barred.isEmpty()
        || (barred.get() == Out.Reason.UNRESOLVED && hadAttemptsLeft(phone, project));
  }

  /// Before the call that is not resolved: if that call was one too many for this project already
  /// (another one, with a higher limit, made it), its voters had gone on to their next number.
  private boolean hadAttemptsLeft(PhoneId phone, Project project) {
    return census.standing(phone).attempts() - 1 < project.settings().attemptLimit();
  }

  /// What keeps the number itself from being called for the project, whoever is there.
  private Optional<Out.Reason> barred(PhoneId phone, Project project) {
    if (census.file(phone).listedDoNotCall()) {
      return Optional.of(Out.Reason.DO_NOT_CALL);
    }
    Standing standing = census.standing(phone);
    return switch (standing.status()) {
      case DO_NOT_CALL -> Optional.of(Out.Reason.DO_NOT_CALL);
      case COMPLETED, VOICEMAIL_LEFT, REFUSED -> Optional.of(Out.Reason.DONE);
      case UNRESOLVED -> Optional.of(Out.Reason.UNRESOLVED);
      case ACTIVE ->
          standing.attempts() >= project.settings().attemptLimit()
              ? Optional.of(Out.Reason.LIMIT)
              : Optional.empty();
    };
  }

  private Place place(
      Project project, PhoneId phone, Set<VoterId> standsFor, Optional<Entry> entry) {
    if (standsFor.isEmpty()) {
      return new Place(project.id(), phone, new Out(whyForNobody(phone, project)), 0, standsFor);
    }
    int score =
        census.linksAt(phone).stream()
            .filter(link -> standsFor.contains(link.voter()))
            .mapToInt(Link::score)
            .max()
            .orElseThrow();
    Optional<Instant> skippedAt =
        entry.flatMap(Entry::skippedAt).filter(skipped -> isSinceReopened(phone, skipped));
    EntryState state =
        barred(phone, project)
            .<EntryState>map(Out::new)
            .orElseGet(() -> Turn.of(census.standing(phone), project, score, skippedAt).asOf(now));
    return new Place(project.id(), phone, state, score, standsFor);
  }

  /// What came before a reopening no longer counts (R27), a skip neither.
  private boolean isSinceReopened(PhoneId phone, Instant at) {
    return census.history(phone).reopenedAt().filter(reopened -> reopened.isAfter(at)).isEmpty();
  }

  /// The one reason why an entry that there was stands for nobody any more.
  private Out.Reason whyForNobody(PhoneId phone, Project project) {
    Optional<Out.Reason> barred = barred(phone, project);
    if (barred.filter(reason -> reason == Out.Reason.DO_NOT_CALL).isPresent()) {
      return Out.Reason.DO_NOT_CALL;
    }
    List<VoterId> targeted = census.targetedAt(phone, project.id());
    if (targeted.isEmpty()) {
      return Out.Reason.NOBODY;
    }
    if (targeted.stream().allMatch(voter -> isDone(voter, project))) {
      return Out.Reason.DONE;
    }
    return barred.orElse(Out.Reason.NOBODY);
  }

  private boolean isDone(VoterId voter, Project project) {
    return Objects.requireNonNull(done.get(project.id())).contains(voter);
  }
}
