package org.hustings.core.dialing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hustings.core.dialing.PresentNext.Answer;
import org.hustings.core.dialing.PresentNext.Request;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.QueueStore.Claim;
import org.hustings.core.queue.QueueStore.Claimant;
import org.hustings.core.rule.Case;
import org.hustings.core.rule.Evidence;
import org.hustings.core.rule.Verdict;
import org.hustings.core.session.Preview;
import org.hustings.core.session.SessionView.VoterScreen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One round of the claim desk: in one transaction claims the best entries for all who ask, has the
/// rule book judge each on fresh data, and tries the next best for whom it refused; in another one,
/// which holds nobody up, reads what is shown of them.
final class ClaimRound {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimRound.class);

  /// So often the next best entry is tried for somebody whose candidate was refused.
  private static final int MOST_TRIES = 8;

  private final List<Request> requests;
  private final List<Optional<Answer>> answers;
  private final Map<Integer, Given> given = new HashMap<>();
  private final Set<EntryId> refused = new HashSet<>();
  private final Set<PhoneId> misplaced = new LinkedHashSet<>();

  ClaimRound(List<Request> requests) {
    this.requests = List.copyOf(requests);
    this.answers = new ArrayList<>(Collections.nCopies(requests.size(), Optional.empty()));
  }

  /// What a request was given, to be shown yet.
  private record Given(Claim claim, Evidence evidence) {
    EntryId entry() {
      return claim.candidate().entry();
    }
  }

  /// What one round works with.
  ///
  /// @param remembered the project is as it was at an earlier claim; if it turns out to be another
  ///   by now, nobody is given anything
  record Counter(Office office, Stores stores, Project project, boolean remembered, Instant now) {
    private boolean isOutdated(List<Optional<Claim>> claims) {
      return remembered
          && claims.stream()
              .flatMap(Optional::stream)
              .anyMatch(claim -> !claim.project().equals(project));
    }
  }

  /// The answers, in the order of the requests; each has one by then.
  List<Answer> answers() {
    return answers.stream().map(Optional::orElseThrow).toList();
  }

  /// Numbers whose entries were ready and should not have been.
  Set<PhoneId> misplaced() {
    return misplaced;
  }

  /// Whether somebody got nothing, and was not told why.
  boolean isOpen() {
    return !unanswered().isEmpty();
  }

  /// Whether somebody was given a number.
  boolean hasGiven() {
    return !given.isEmpty();
  }

  CampaignId campaign() {
    return requests.getFirst().campaign();
  }

  void answerAll(Answer answer) {
    answerAll(_ -> true, answer);
  }

  void answerAll(Predicate<Request> who, Answer answer) {
    for (int i : unanswered()) {
      if (who.test(requests.get(i))) {
        answers.set(i, Optional.of(answer));
      }
    }
  }

  void claim(Counter counter) {
    List<Integer> still = unanswered();
    for (int tries = 0; tries < MOST_TRIES && !still.isEmpty(); tries++) {
      still = claimFor(counter, still);
    }
  }

  /// One claim for all of `open`; gives back those whose candidate was refused.
  private List<Integer> claimFor(Counter counter, List<Integer> open) {
    List<Claimant> claimants = open.stream().map(i -> claimant(counter, requests.get(i))).toList();
    List<Optional<Claim>> claims =
        counter
            .stores
            .queue()
            .claim(
                counter.project.id(),
                claimants,
                counter.office.law().whenToCall().zonesOpen(counter.project, counter.now),
                counter.now);
    if (counter.isOutdated(claims)) {
      claims.forEach(claim -> claim.ifPresent(one -> counter.stores.queue().release(one.hold())));
      return List.of();
    }
    List<Integer> again = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      int who = open.get(i);
      claims
          .get(i)
          .ifPresent(claim -> {
            switch (judge(counter, who, claim)) {
              case Verdict.Allowed(Evidence evidence) -> given.put(who, new Given(claim, evidence));
              case Verdict.Refused no -> {
                giveBack(counter, claim, no);
                again.add(who);
              }
            }
          });
    }
    return again;
  }

  private Verdict judge(Counter counter, int who, Claim claim) {
    return counter
        .office
        .law()
        .book()
        .judge(
            new Case(
                claim.candidate(),
                claim.project(),
                requests.get(who).volunteer(),
                Optional.of(claim.hold()),
                counter.now));
  }

  private void giveBack(Counter counter, Claim claim, Verdict.Refused no) {
    EntryId entry = claim.candidate().entry();
    LOG.info("claim refused entry={} rule={} reason={}", entry, no.rule(), no.reason());
    counter.stores.queue().release(claim.hold());
    refused.add(entry);
    misplaced.add(claim.candidate().phone());
  }

  /// Answers all who were given a number. What their screens show is asked for all at once.
  void show(Stores stores, Messages messages) {
    Map<EntryId, VoterScreen> screens =
        stores
            .sessions()
            .screens(given.values().stream().map(Given::entry).collect(Collectors.toSet()));
    given.forEach((who, one) -> {
      VoterScreen screen = screens.get(one.entry());
      if (screen == null) {
        throw new IllegalStateException("claimed, but no screen: " + one.entry());
      }
      answers.set(
          who,
          Optional.of(
              new Answer.Found(
                  new Preview(
                      one.claim.project(),
                      one.claim.candidate(),
                      one.claim.hold(),
                      screen,
                      one.evidence,
                      one.claim
                          .project()
                          .settings()
                          .voicemail()
                          .flatMap(id -> messages.find(stores.projects(), id))))));
    });
  }

  private Claimant claimant(Counter counter, Request request) {
    Set<EntryId> exclude = new HashSet<>(request.skipped());
    exclude.addAll(refused);
    return new Claimant(
        request.volunteer().id(),
        new Hold.Holder.OfSession(request.session(), counter.office.ports().server()),
        exclude,
        counter.now.plus(counter.office.settings().previewLease()));
  }

  private List<Integer> unanswered() {
    return IntStream.range(0, answers.size())
        .filter(i -> answers.get(i).isEmpty() && !given.containsKey(i))
        .boxed()
        .toList();
  }
}
