package org.hustings.schema.engine;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.QueueStore.Claim;
import org.hustings.core.queue.QueueStore.Claimant;
import org.hustings.schema.connection.OpenTransaction;

/// One claim: the best entries for claimants who ask together (R1, R4).
///
/// It goes along the ready entries in their order and offers each to the claimants, until everybody
/// has one; then it takes them all at once. What another transaction has just locked is lost for
/// this claim, and whoever was to get it goes on along the queue.
final class Claiming {
  private final OpenTransaction transaction;
  private final EngineMemory memory;
  private final Taking taking;
  private final List<Claimant> claimants;
  private final Instant now;

  /// By the claimant's place in the list, as the picks below.
  private final Map<Integer, Claim> served = new HashMap<>();

  private final Set<Long> offered = new HashSet<>();
  private final Set<Long> taken = new HashSet<>();
  private final List<Found> left = new ArrayList<>();

  Claiming(
      OpenTransaction transaction,
      EngineMemory memory,
      Taking taking,
      List<Claimant> claimants,
      Instant now) {
    this.transaction = transaction;
    this.memory = memory;
    this.taking = taking;
    this.claimants = claimants;
    this.now = now;
  }

  /// @return what was taken, by the claimant's place in the list, where there was something
  Map<Integer, Claim> claim(
      ProjectId project, Map<Long, Set<ZoneId>> zoneSets, Predicate<Set<ZoneId>> open) {
    List<Long> openSets =
        zoneSets.entrySet().stream()
            .filter(set -> open.test(set.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    ReadyStream callBacks = open(project, true, openSets);
    ReadyStream others = open(project, false, openSets);
    if (!callBacks.isEmpty()) {
      takeOwnCallBacks(project, openSets);
    }
    takeInOrder(List.of(callBacks, others));
    callBacks.raiseMarks(taken);
    others.raiseMarks(taken);
    return served;
  }

  private ReadyStream open(ProjectId project, boolean callBacks, Collection<Long> openSets) {
    ReadyStream stream = new ReadyStream(transaction, memory.claimMarks(), project, callBacks);
    stream.open(openSets, claimants.size());
    return stream;
  }

  /// What a volunteer promised comes before everything else.
  private void takeOwnCallBacks(ProjectId project, Collection<Long> openSets) {
    List<Found> promised = new PromisedEntries(transaction).of(claimants, project, now);
    List<Found> open =
        promised.stream().filter(found -> openSets.contains(found.zoneSet())).toList();
    for (int i = 0; i < claimants.size(); i++) {
      takeOwnCallBack(i, open);
    }
  }

  private void takeOwnCallBack(int i, List<Found> promised) {
    Claimant claimant = claimants.get(i);
    for (Found found : promised) {
      if (!served.containsKey(i)
          && !found.held()
          && Long.valueOf(claimant.user().value()).equals(found.promisedBy())
          && found.mayGoTo(claimant, now)
          && offered.add(found.key().entry())) {
        take(Map.of(i, found));
      }
    }
  }

  private void takeInOrder(List<ReadyStream> streams) {
    Iterator<ReadyStream> rest = streams.iterator();
    ReadyStream stream = rest.next();
    Map<Integer, Found> picks = new HashMap<>();
    while (true) {
      offerWhatIsLeft(picks);
      while (served.size() + picks.size() < claimants.size()) {
        Optional<Found> found = stream.next();
        if (found.isPresent()) {
          offer(found.get(), picks);
        } else if (rest.hasNext()) {
          stream = rest.next();
        } else {
          break;
        }
      }
      if (picks.isEmpty()) {
        return;
      }
      take(picks);
      picks.clear();
    }
  }

  /// What nobody wanted in an earlier round may please whoever lost their pick to somebody else.
  private void offerWhatIsLeft(Map<Integer, Found> picks) {
    List<Found> again = List.copyOf(left);
    left.clear();
    again.stream().sorted(Comparator.comparing(Found::key)).forEach(found -> give(found, picks));
  }

  private void offer(Found found, Map<Integer, Found> picks) {
    if (!found.held() && offered.add(found.key().entry())) {
      give(found, picks);
    }
  }

  private void give(Found found, Map<Integer, Found> picks) {
    for (int i = 0; i < claimants.size(); i++) {
      if (!served.containsKey(i) && !picks.containsKey(i) && found.mayGoTo(claimants.get(i), now)) {
        picks.put(i, found);
        return;
      }
    }
    left.add(found);
  }

  private void take(Map<Integer, Found> picks) {
    Map<Integer, Claim> got = taking.take(picks, claimants);
    served.putAll(got);
    got.values().forEach(claim -> taken.add(claim.hold().entry().value()));
  }
}
