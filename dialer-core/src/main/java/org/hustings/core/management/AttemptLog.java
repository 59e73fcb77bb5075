package org.hustings.core.management;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.management.VoterDirectory.AttemptFile;

/// The attempts of a campaign; each call is a transaction of its own.
public interface AttemptLog {

  /// Latest first, from the one after `after`.
  List<AttemptFile> list(CampaignId campaign, Filter filter, Optional<Mark> after, int atMost);

  Optional<AttemptFile> find(CampaignId campaign, AttemptId attempt);

  /// Where a page ends.
  record Mark(Instant plannedAt, AttemptId attempt) {}

  /// @param action of the disposition that stands
  /// @param from planned at or after
  /// @param to planned before
  record Filter(
      Optional<ProjectId> project,
      Optional<UserId> volunteer,
      Optional<PhoneId> phone,
      Optional<Action> action,
      Optional<Instant> from,
      Optional<Instant> to) {}
}
