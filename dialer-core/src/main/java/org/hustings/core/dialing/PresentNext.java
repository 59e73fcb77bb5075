package org.hustings.core.dialing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.hustings.core.account.Volunteer;
import org.hustings.core.call.Notice;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Explanation;
import org.hustings.core.session.Preview;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives volunteers their next numbers (R1–R5).
public final class PresentNext {
  private static final Logger LOG = LoggerFactory.getLogger(PresentNext.class);

  private final Office office;
  private final Rulings rulings;
  private final Messages messages = new Messages();

  /// Projects as they were when somebody last claimed.
  private final Map<ProjectId, Project> lastSeen = new ConcurrentHashMap<>();

  PresentNext(Office office, Rulings rulings) {
    this.office = office;
    this.rulings = rulings;
  }

  /// Somebody who asks.
  ///
  /// @param skipped entries that this volunteer skipped in this session (R5)
  public record Request(
      Volunteer volunteer,
      SessionId session,
      ProjectId project,
      Set<EntryId> skipped,
      Consumer<Answer> answer) {
    public Request {
      skipped = Set.copyOf(skipped);
    }

    CampaignId campaign() {
      return volunteer.campaign();
    }
  }

  /// What a volunteer gets.
  public sealed interface Answer {
    record Found(Preview preview) implements Answer {}

    record Nothing(Optional<Explanation> why, Notice notice) implements Answer {}

    /// The store cannot be reached.
    record Unavailable() implements Answer {}
  }

  /// Claims for some who ask for the same project. What their screens show is asked for by
  /// [#show(ClaimRound)] and not in the claim's transaction: the queue stands still for nobody's
  /// notes.
  ///
  /// Why there is nothing is counted apart from the claim, too, and after what was misplaced has
  /// been put right.
  ClaimRound claim(ProjectId project, List<Request> requests) {
    CampaignId campaign = requests.getFirst().campaign();
    Instant now = office.now();
    Transactions transactions = office.ports().transactions();
    ClaimRound round = transactions.in(campaign, stores -> claim(stores, project, requests, now));
    round.misplaced().forEach(phone -> ruleAnew(campaign, phone));
    if (round.isOpen()) {
      round.answerAll(transactions.in(campaign, stores -> nothing(stores, project, now)));
    }
    return round;
  }

  /// The answers, in the order of the requests.
  List<Answer> show(ClaimRound round) {
    if (round.hasGiven()) {
      office
          .ports()
          .transactions()
          .look(
              round.campaign(),
              stores -> {
                round.show(stores, messages);
                return round;
              });
    }
    return round.answers();
  }

  /// First with the project as it was the last time: that saves asking for it, and each claim says
  /// how it is now. Whoever got nothing by that is served with the project as it is.
  private ClaimRound claim(Stores stores, ProjectId id, List<Request> requests, Instant now) {
    ClaimRound round = new ClaimRound(requests);
    office.promoter().catchUp(stores, round.campaign(), now);
    Project last = lastSeen.get(id);
    if (last != null && isOpenToAll(last, requests, now)) {
      round.claim(new ClaimRound.Counter(office, stores, last, true, now));
    }
    if (round.isOpen()) {
      claimAsItIs(round, stores, id, now);
    }
    return round;
  }

  private static boolean isOpenToAll(Project project, List<Request> requests, Instant now) {
    return isOpen(project, now)
        && requests.stream()
            .allMatch(request ->
                request.campaign().equals(project.campaign())
                    && project.settings().access().admits(request.volunteer()));
  }

  private static boolean isOpen(Project project, Instant now) {
    return project.status() == Project.Status.ACTIVE && project.settings().hours().isOpen(now);
  }

  private void claimAsItIs(ClaimRound round, Stores stores, ProjectId id, Instant now) {
    Optional<Project> found = stores.projects().find(id);
    if (found.isEmpty()) {
      lastSeen.remove(id);
      round.answerAll(NothingToCall.noSuchProject());
      return;
    }
    Project project = found.get();
    lastSeen.put(id, project);
    // Those who have no access learn nothing of the project (R10).
    round.answerAll(
        request -> !project.settings().access().admits(request.volunteer()),
        NothingToCall.noSuchProject());
    if (isOpen(project, now)) {
      round.claim(new ClaimRound.Counter(office, stores, project, false, now));
    }
  }

  private Answer nothing(Stores stores, ProjectId id, Instant now) {
    return stores
        .projects()
        .find(id)
        .map(project ->
            NothingToCall.because(
                project,
                stores.queue().explain(id, office.law().whenToCall().openings(project, now), now)))
        .orElseGet(NothingToCall::noSuchProject);
  }

  /// What the claim took for ready and the rule book refuses stands at a wrong place.
  private void ruleAnew(CampaignId campaign, PhoneId phone) {
    try {
      office.promoter().saved(campaign, rulings.rule(campaign, phone));
    } catch (StoreUnavailable unavailable) {
      LOG.warn("event=store-unavailable work=rule cause={}", unavailable.getMessage());
    }
  }
}
