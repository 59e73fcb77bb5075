package org.hustings.core.session;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.call.Notice;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.Explanation;
import org.hustings.core.queue.Hold;

/// A volunteer's session: what it is doing, and apart from that what the volunteer wishes.
///
/// ```
///  Connecting ─► Ready ─► Seeking ─► Previewing ─► OnCall ─► WrapUp ─► Ready …
///                  │ ▲                                         │
///                  ▼ │                                         └► Paused (if wished)
///                 Paused      any of these ─ line lost ─► Reconnecting ─► back, or Gone
/// ```
///
/// @param last the attempt whose outcome the volunteer may still correct: the one before their next
///   call (R21)
public record Session(
    State state, Wishes wishes, Optional<ProjectId> project, Optional<AttemptId> last) {

  /// A session that is being opened.
  public static Session connecting() {
    return new Session(new State.Connecting(), Wishes.NONE, Optional.empty(), Optional.empty());
  }

  /// When [Event.Due] is to be sent, if the state waits for time.
  public Optional<Instant> deadline() {
    return switch (state) {
      case State.Seeking seeking -> Optional.of(seeking.until());
      case State.Previewing previewing -> Optional.of(previewing.renewAt());
      case State.WrapUp wrapUp -> Optional.of(wrapUp.until());
      case State.Reconnecting reconnecting -> Optional.of(reconnecting.until());
      case State.Connecting _, State.Ready _, State.OnCall _, State.Paused _, State.Gone _ ->
          Optional.empty();
    };
  }

  Session in(State next) {
    return new Session(next, wishes, project, last);
  }

  Session wishing(Wishes other) {
    return new Session(state, other, project, last);
  }

  Session on(ProjectId other) {
    return new Session(state, wishes, Optional.of(other), last);
  }

  Session correctable(Optional<AttemptId> attempt) {
    return new Session(state, wishes, project, attempt);
  }

  /// What is to happen after the call.
  ///
  /// @param pause the volunteer wants to rest
  /// @param finish the volunteer wants to leave
  /// @param mustFinish the volunteer has to: the credit is spent (R25), or the server drains
  public record Wishes(boolean pause, boolean finish, boolean mustFinish) {
    public static final Wishes NONE = new Wishes(false, false, false);

    boolean leaving() {
      return finish || mustFinish;
    }

    Wishes pause(boolean wanted) {
      return new Wishes(wanted, finish, mustFinish);
    }

    Wishes finish(boolean wanted) {
      return new Wishes(pause, wanted, mustFinish);
    }

    Wishes mustFinish(boolean forced) {
      return new Wishes(pause, finish, forced);
    }
  }

  /// What the session is doing.
  public sealed interface State {
    /// Who it is, is known; the session is being written.
    record Connecting() implements State {}

    /// What a volunteer comes back to after a dropped line.
    sealed interface Work extends State {}

    /// Free.
    ///
    /// @param nothing why there was no number, if that was the answer
    record Ready(Optional<Explanation> nothing) implements Work {}

    /// A number has been asked for.
    ///
    /// @param until how long the claim desk is waited for
    record Seeking(Instant until) implements Work {}

    /// A number is on the screen.
    ///
    /// @param renewAt when to renew the hold (R5)
    record Previewing(Preview preview, Instant renewAt) implements Work {}

    /// From "call" to the end of the voter leg.
    record OnCall(Preview preview, AttemptId attempt) implements Work {}

    /// From the end of the voter leg to the saved disposition.
    ///
    /// @param until when a volunteer who says nothing is no longer waited for
    record WrapUp(Preview preview, AttemptId attempt, Instant until) implements Work {
      WrapUp until(Instant later) {
        return new WrapUp(preview, attempt, later);
      }
    }

    record Paused() implements Work {}

    /// The volunteer's line is down (R24), or they left before saying how the call went.
    ///
    /// @param until when it is no longer waited for
    record Reconnecting(Work work, Instant until) implements State {}

    record Gone() implements State {}
  }

  /// What happens to a session.
  public sealed interface Event {
    Instant at();

    /// The session is durable.
    record Opened(Instant at, Optional<ProjectId> project) implements Event {}

    /// A command of the volunteer, to be answered.
    record Asked(Instant at, long ticket, Command command) implements Event {}

    /// The volunteer may work on the project that they chose (R10).
    record ProjectChosen(Instant at, long ticket, ProjectId project) implements Event {}

    /// The claim desk has a number for the volunteer.
    record Found(Instant at, Preview preview) implements Event {}

    /// The claim desk has none.
    ///
    /// @param nothing why, entry by entry; empty if it could not be asked
    record NotFound(Instant at, Optional<Explanation> nothing, Notice why) implements Event {}

    /// The hold was renewed.
    record Renewed(Instant at, Hold hold) implements Event {}

    /// The hold is no longer ours.
    record HoldLost(Instant at, EntryId entry) implements Event {}

    /// An attempt at the number on the screen has begun.
    record CallBegan(Instant at, AttemptId attempt) implements Event {}

    /// The voter leg is over.
    record CallEnded(Instant at) implements Event {}

    /// The call needs nothing more of the volunteer.
    ///
    /// @param disposed it has an outcome, which may be corrected for a while
    record CallOver(Instant at, AttemptId attempt, boolean disposed, Optional<Notice> notice)
        implements Event {}

    /// The volunteer is connected, for the first time or again.
    record Joined(Instant at) implements Event {}

    /// The volunteer's leg is over.
    record LineLost(Instant at) implements Event {}

    /// The number must not be called any more (R17).
    record Withdrawn(Instant at, PhoneId phone) implements Event {}

    /// The session must end after the present attempt: no credit (R25), or the server drains.
    record MustFinish(Instant at, Refusal why) implements Event {}

    /// The deadline of the state has come: as much time has passed as was left until then when the
    /// timer was set. By now the clock may have been set, and show any other time.
    ///
    /// @param deadline which one it was
    record Due(Instant at, Instant deadline) implements Event {
      /// By a clock that nobody set meanwhile.
      public Due(Instant at) {
        this(at, at);
      }

      boolean isOf(Instant waitedFor) {
        return !deadline.isBefore(waitedFor);
      }
    }
  }

  /// What is to be done.
  public sealed interface Effect {
    record Accept(long ticket) implements Effect {}

    record Refuse(long ticket, Refusal why) implements Effect {}

    /// Tell the volunteer.
    record Say(Notice notice) implements Effect {}

    /// See whether the volunteer may work on a project; leads to `ProjectChosen`.
    record ChooseProject(long ticket, ProjectId project) implements Effect {}

    /// Ask the claim desk; leads to `Found` or `NotFound`.
    record Seek(ProjectId project) implements Effect {}

    record Renew(Hold hold) implements Effect {}

    /// Give the number back to its place (R5).
    record Release(Hold hold) implements Effect {}

    /// Give the number back to the end of the queue, and never to this volunteer in this session
    /// (R5).
    record Skip(Preview preview) implements Effect {}

    /// Begin an attempt, if a channel is free; leads to `CallBegan`.
    record PlaceCall(long ticket, Preview preview) implements Effect {}

    /// Hand on to the call.
    record ToCall(Instant at, long ticket, Command command) implements Effect {}

    /// The volunteer is no longer there to talk.
    record LoseVolunteer(Instant at) implements Effect {}

    /// The volunteer did not come back, or says nothing: let the server decide the call.
    record EndGrace(Instant at) implements Effect {}

    /// The number of the present call must not be called any more.
    record WithdrawCall(Instant at) implements Effect {}

    /// Write an outcome of an attempt that is not the present one.
    ///
    /// @param correctable it is the last one: a new outcome replaces the old (R21). Otherwise only
    ///   a repeated command is answered
    record DisposeEarlier(long ticket, Command.Dispose command, boolean correctable)
        implements Effect {}

    record SendDigits(String digits) implements Effect {}

    /// Say goodbye and hang up, if there is a line.
    record EndLine() implements Effect {}

    /// The session has ended: write it, and forget it.
    record Close() implements Effect {}
  }
}
