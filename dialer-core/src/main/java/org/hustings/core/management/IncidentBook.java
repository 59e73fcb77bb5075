package org.hustings.core.management;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;

/// What volunteers report and managers have to hear of; each call is a transaction of its own.
public interface IncidentBook {

  /// Latest first, from the one before `before`.
  ///
  /// @param unseen only those that no manager has seen
  List<Incident> list(CampaignId campaign, boolean unseen, long before, int atMost);

  /// A manager has seen it; the first one stands. Empty if there is no such incident.
  Optional<Incident> seen(CampaignId campaign, long incident, UserId by, Instant at);

  /// @param text in the volunteer's words; may be empty
  record Incident(
      long id,
      Kind kind,
      AttemptId attempt,
      PhoneId phone,
      ProjectId project,
      UserId by,
      Instant at,
      String text,
      Optional<Seen> seen) {}

  record Seen(UserId by, Instant at) {}

  enum Kind {
    /// A volunteer was abused in a call.
    ABUSE
  }
}
