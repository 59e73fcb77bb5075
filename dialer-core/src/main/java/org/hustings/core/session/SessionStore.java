package org.hustings.core.session;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;

/// Sessions as stored; used inside one transaction.
public interface SessionStore {

  void open(SessionRow row);

  /// Replaces the row's changeable columns; but neither the heartbeat nor the connected time goes
  /// back, since they are noted on another way as well.
  void update(SessionRow row);

  /// Notes that sessions were alive and connected (R25). One that comes late, when more was noted
  /// already, takes no second back.
  ///
  /// @param beats one for each session; unknown ones are left out
  void heartbeat(Collection<Beat> beats);

  Optional<SessionRow> find(SessionId session);

  /// The volunteer's session that has not ended; the database allows one.
  Optional<SessionRow> openOf(UserId user);

  /// The project on which the volunteer worked last, for the next time they dial in.
  Optional<ProjectId> lastProjectOf(UserId user);

  /// Sessions of a server that have not ended.
  List<SessionRow> openOn(ServerId server);

  /// What the screen shows of the number behind an entry.
  default Optional<SessionView.VoterScreen> screen(EntryId entry) {
    return Optional.ofNullable(screens(Set.of(entry)).get(entry));
  }

  /// What the screens show of the numbers behind entries, asked together; unknown ones are left
  /// out.
  Map<EntryId, SessionView.VoterScreen> screens(Set<EntryId> entries);

  /// A sign of life.
  ///
  /// @param connectedSeconds the sum since the session was joined
  record Beat(SessionId session, Instant at, long connectedSeconds) {}

  /// A session as stored.
  ///
  /// @param mode by phone, by browser or by hand
  /// @param leg the volunteer leg, while there is one
  record SessionRow(
      SessionId id,
      UserId user,
      ServerId server,
      Mode mode,
      SessionView.State state,
      Optional<ProjectId> project,
      Optional<LegId> leg,
      Instant startedAt,
      Instant heartbeatAt,
      long connectedSeconds,
      Optional<Instant> endedAt) {}

  /// How the volunteer speaks with voters.
  enum Mode {
    PHONE,
    BROWSER,
    /// With a telephone of their own; free (R25, R26).
    HAND
  }
}
