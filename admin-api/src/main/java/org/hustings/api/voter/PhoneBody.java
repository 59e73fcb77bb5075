package org.hustings.api.voter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.api.attempt.AttemptBody;
import org.hustings.core.management.VoterDirectory.PhoneHistory;
import org.hustings.core.management.VoterDirectory.Place;
import org.hustings.core.management.VoterDirectory.Reopened;
import org.hustings.core.management.VoterDirectory.Resident;
import org.hustings.core.voter.PhoneStatus;

/// A number with its whole history, as the API shows it.
record PhoneBody(
    long id,
    String number,
    PhoneStatus status,
    int attemptCount,
    Optional<Instant> notBefore,
    List<String> zones,
    boolean doNotCall,
    List<ResidentBody> voters,
    List<PlaceBody> entries,
    List<AttemptBody> attempts,
    List<ReopenedBody> reopenings) {

  static PhoneBody of(PhoneHistory phone) {
    return new PhoneBody(
        phone.id().value(),
        phone.number().e164(),
        phone.status(),
        phone.attemptCount(),
        phone.notBefore(),
        phone.zones(),
        phone.doNotCall(),
        phone.voters().stream().map(ResidentBody::of).toList(),
        phone.entries().stream().map(PlaceBody::of).toList(),
        phone.attempts().stream().map(AttemptBody::of).toList(),
        phone.reopenings().stream().map(ReopenedBody::of).toList());
  }

  record ResidentBody(long voter, String name, int score, boolean wrong) {
    static ResidentBody of(Resident resident) {
      return new ResidentBody(
          resident.voter().value(), resident.name(), resident.score(), resident.wrong());
    }
  }

  record PlaceBody(
      long project,
      long entry,
      String state,
      int score,
      Optional<String> why,
      Optional<Instant> waitingUntil) {
    static PlaceBody of(Place place) {
      return new PlaceBody(
          place.project().value(),
          place.entry(),
          place.state(),
          place.score(),
          place.why(),
          place.waitingUntil());
    }
  }

  record ReopenedBody(Instant at, long by) {
    static ReopenedBody of(Reopened reopened) {
      return new ReopenedBody(reopened.at(), reopened.by().value());
    }
  }
}
