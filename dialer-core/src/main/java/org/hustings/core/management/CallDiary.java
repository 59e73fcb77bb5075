package org.hustings.core.management;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;

/// A volunteer's own calls; each call is a transaction of its own.
public interface CallDiary {

  /// @param atMost of the calls that are listed, latest first; the sums are of all
  Day of(CampaignId campaign, Asked asked, int atMost);

  /// Calls from `from` until before `to`.
  ///
  /// @param session only those of this session
  record Asked(UserId volunteer, Instant from, Instant to, Optional<SessionId> session) {}

  /// @param calls attempts, but for those that never were placed
  /// @param talked calls whose outcome says that somebody was spoken with
  /// @param talkedFor from answer to end, over all calls by telephone
  /// @param connectedFor how long the sessions were connected; a session belongs to the day on
  ///   which it began
  /// @param outcomes how many calls by the code of the disposition that stands
  record Day(
      long calls,
      long talked,
      Duration talkedFor,
      Duration connectedFor,
      Map<String, Long> outcomes,
      List<Entry> entries) {
    public Day {
      outcomes = Map.copyOf(outcomes);
      entries = List.copyOf(entries);
    }
  }

  /// One call.
  ///
  /// @param name of whom the project wanted to reach there, the best-scored first; empty if nobody
  ///   is linked to the number any more
  /// @param outcome the code that stands
  record Entry(
      AttemptId attempt,
      Instant at,
      ProjectId project,
      String name,
      Optional<String> outcome,
      Duration talkedFor,
      State state) {}

  /// Whether the call has its outcome.
  enum State {
    OPEN,
    DONE,
    /// Answered, and nobody said how it went (R20).
    UNRESOLVED
  }
}
