package org.hustings.core.dialing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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

/// One transaction of the claim desk: claims the best entries for all who ask, has the rule book
/// judge each on fresh data, and tries the next best for whom it refused.
final class ClaimRound {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimRound.class);

  /// So often the next best entry is tried for somebody whose candidate was refused.
  private static final int MOST_TRIES = 8;

  private final List<Request> requests;
  private final List<Optional<Answer>> answers;
  private final Set<EntryId> refused = new HashSet<>();
  private final Set<PhoneId> misplaced = new LinkedHashSet<>();

  ClaimRound(List<Request> requests) {
    this.requests = List.copyOf(requests);
    this.answers = new ArrayList<>(Collections.nCopies(requests.size(), Optional.empty()));
  }

  /// What one round works with.
  record Counter(Office office, Stores stores, Project project, Messages messages, Instant now) {}

  /// The answers, in the order of the requests; each has one by then.
  List<Answer> answers() {
    return answers.stream().map(Optional::orElseThrow).toList();
  }

  /// Numbers whose entries were ready and should not have been.
  Set<PhoneId> misplaced() {
    return misplaced;
  }

  boolean isOpen() {
    return answers.stream().anyMatch(Optional::isEmpty);
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
    List<Integer> again = new ArrayList<>();
    List<Given> given = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      int who = open.get(i);
      claims
          .get(i)
          .ifPresent(claim -> {
            switch (judge(counter, who, claim)) {
              case Verdict.Allowed(Evidence evidence) -> given.add(new Given(who, claim, evidence));
              case Verdict.Refused no -> {
                giveBack(counter, claim, no);
                again.add(who);
              }
            }
          });
    }
    present(counter, given);
    return again;
  }

  /// @param who the place of the request
  private record Given(int who, Claim claim, Evidence evidence) {
    EntryId entry() {
      return claim.candidate().entry();
    }
  }

  private Verdict judge(Counter counter, int who, Claim claim) {
    return counter
        .office
        .law()
        .book()
        .judge(
            new Case(
                claim.candidate(),
                counter.project,
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

  /// What the screens show is asked for all at once.
  private void present(Counter counter, List<Given> given) {
    if (given.isEmpty()) {
      return;
    }
    Map<EntryId, VoterScreen> screens =
        counter
            .stores
            .sessions()
            .screens(given.stream().map(Given::entry).collect(Collectors.toSet()));
    for (Given one : given) {
      VoterScreen screen = screens.get(one.entry());
      if (screen == null) {
        throw new IllegalStateException("claimed, but no screen: " + one.entry());
      }
      answers.set(one.who, Optional.of(new Answer.Found(preview(counter, one, screen))));
    }
  }

  private static Preview preview(Counter counter, Given given, VoterScreen screen) {
    return new Preview(
        counter.project,
        given.claim.candidate(),
        given.claim.hold(),
        screen,
        given.evidence,
        counter
            .project
            .settings()
            .voicemail()
            .flatMap(id -> counter.messages.find(counter.stores.projects(), id)));
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
        .filter(i -> answers.get(i).isEmpty())
        .boxed()
        .toList();
  }
}
