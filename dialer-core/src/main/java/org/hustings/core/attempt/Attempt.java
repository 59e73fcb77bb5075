package org.hustings.core.attempt;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.rule.Evidence;
import org.hustings.core.telephony.LegEnd;

/// One try at a number.
///
/// @param leg the voter leg, minted with the attempt; empty for hand dialing (R26)
/// @param trunk empty for hand dialing
/// @param plannedAt when it was committed; from here on it counts as an attempt unless it was
///   surely never placed
/// @param progress when the voter leg got how far
/// @param end how the voter leg ended, once it has
/// @param presented evidence of when the number was presented
/// @param dialed evidence of the moment of dialing (R8)
public record Attempt(
    AttemptId id,
    CampaignId campaign,
    ProjectId project,
    EntryId entry,
    PhoneId phone,
    SessionId session,
    UserId volunteer,
    ServerId server,
    Optional<LegId> leg,
    Optional<String> trunk,
    Instant plannedAt,
    Progress progress,
    Optional<LegEnd> end,
    Evidence presented,
    Evidence dialed) {

  /// The moments of a voter leg.
  ///
  /// @param voicemailAt when the message began to play (R12)
  public record Progress(
      Optional<Instant> acceptedAt,
      Optional<Instant> ringingAt,
      Optional<Instant> answeredAt,
      Optional<Instant> voicemailAt,
      Optional<Instant> endedAt) {
    public static final Progress NONE =
        new Progress(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Progress accepted(Instant at) {
      return new Progress(Optional.of(at), ringingAt, answeredAt, voicemailAt, endedAt);
    }

    public Progress rang(Instant at) {
      return new Progress(acceptedAt, Optional.of(at), answeredAt, voicemailAt, endedAt);
    }

    public Progress answered(Instant at) {
      return new Progress(acceptedAt, ringingAt, Optional.of(at), voicemailAt, endedAt);
    }

    public Progress voicemail(Instant at) {
      return new Progress(acceptedAt, ringingAt, answeredAt, Optional.of(at), endedAt);
    }

    public Progress ended(Instant at) {
      return new Progress(acceptedAt, ringingAt, answeredAt, voicemailAt, Optional.of(at));
    }
  }
}
