package org.hustings.api.attempt;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.management.VoterDirectory.AttemptFile;
import org.hustings.core.management.VoterDirectory.Said;
import org.hustings.core.rule.Evidence;
import org.hustings.core.telephony.LegEnd;

/// An attempt as the API shows it to managers.
public record AttemptBody(
    UUID id,
    long project,
    long phone,
    String number,
    long volunteer,
    Instant plannedAt,
    Optional<Instant> ringingAt,
    Optional<Instant> answeredAt,
    Optional<Instant> endedAt,
    Optional<LegEnd> end,
    EvidenceBody presented,
    EvidenceBody dialed,
    List<SaidBody> dispositions) {

  public static AttemptBody of(AttemptFile attempt) {
    return new AttemptBody(
        attempt.id().value(),
        attempt.project().value(),
        attempt.phone().value(),
        attempt.number().e164(),
        attempt.volunteer().value(),
        attempt.plannedAt(),
        attempt.ringingAt(),
        attempt.answeredAt(),
        attempt.endedAt(),
        attempt.end(),
        EvidenceBody.of(attempt.presented()),
        EvidenceBody.of(attempt.dialed()),
        attempt.dispositions().stream().map(SaidBody::of).toList());
  }

  public record EvidenceBody(Instant at, List<CheckBody> checks) {
    static EvidenceBody of(Evidence evidence) {
      return new EvidenceBody(
          evidence.at(), evidence.checks().stream().map(CheckBody::of).toList());
    }
  }

  public record CheckBody(String rule, boolean allowed, Map<String, String> data) {
    static CheckBody of(Evidence.Check check) {
      return new CheckBody(check.rule(), check.allowed(), check.data());
    }
  }

  /// One thing said of the attempt; the first of the list stands.
  public record SaidBody(
      String code,
      Action action,
      Optional<Instant> callBackAt,
      Optional<Long> by,
      Instant at,
      List<Long> reached,
      List<Long> wrongNumberFor) {
    static SaidBody of(Said said) {
      return new SaidBody(
          said.code(),
          said.action(),
          said.callBackAt(),
          said.by().map(UserId::value),
          said.at(),
          said.reached().stream().map(VoterId::value).toList(),
          said.wrongNumberFor().stream().map(VoterId::value).toList());
    }
  }
}
