package org.hustings.core.dialing;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.hustings.core.account.Volunteer;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView;

/// The engine's front desk for volunteers: what API and screens talk to. Callable from any thread;
/// nothing blocks.
public interface SessionDesk {

  /// Opens a hand-dialing session (R26), which needs no leg. A session by phone opens when the
  /// volunteer dials in.
  CompletableFuture<Reply> openByHand(Volunteer volunteer, Optional<ProjectId> project);

  /// The volunteer's session on this server, if there is one.
  Optional<SessionView> viewOf(Volunteer volunteer);

  /// Hands a command to the volunteer's session.
  CompletableFuture<Reply> submit(Volunteer volunteer, Command command);

  /// Follows a session: first its snapshot, then a view after every change, in order and each once.
  /// `feed` must only enqueue.
  Optional<Subscription> follow(Volunteer volunteer, Consumer<SessionView> feed);

  /// What became of a command.
  sealed interface Reply {
    /// It is done, or under way; the view says how things stand.
    record Done(SessionView view) implements Reply {}

    /// It makes no sense now.
    ///
    /// @param code for programs, for example `outside-hours`
    /// @param sentence for the volunteer: why, and what to do
    /// @param until when it will make sense, if time alone does it
    record Refused(
        String code, String sentence, Optional<Instant> until, Optional<SessionView> view)
        implements Reply {}

    /// There is no such session.
    record NoSession() implements Reply {}
  }

  interface Subscription extends AutoCloseable {
    SessionId session();

    @Override
    void close();
  }
}
