package org.hustings.core.queue;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.disposition.Fact;
import org.hustings.core.disposition.Fact.Attempted;
import org.hustings.core.id.VoterId;

/// What a number's facts say, each question answered once.
///
/// @param current attempts since the number was last reopened
/// @param wrongFor voters for whom the number is wrong (R16); a reopening does not make it right
record History(
    Standing standing,
    List<Attempted> current,
    Optional<Instant> reopenedAt,
    Set<VoterId> wrongFor) {

  static History of(List<Fact> facts) {
    StandingFold fold = new StandingFold();
    facts.forEach(fold::add);
    Set<VoterId> wrongFor =
        facts.stream()
            .filter(Attempted.class::isInstance)
            .flatMap(fact -> ((Attempted) fact).wrongNumberFor().stream())
            .collect(toUnmodifiableSet());
    return new History(fold.result(), fold.current(), fold.reopenedAt(), wrongFor);
  }
}
