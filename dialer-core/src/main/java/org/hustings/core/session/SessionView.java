package org.hustings.core.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.call.Notice;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.queue.Explanation;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent.AnsweredBy.Who;

/// All that a volunteer's screen shows, complete: a snapshot of the live feed.
///
/// @param mode how the volunteer is connected, since they last came
/// @param startedAt when the session was opened; reconnecting does not change it
/// @param sequence rises with every change; a client that misses one asks for a snapshot
/// @param state for people and programs: what the session is doing
/// @param connected whether the volunteer can hear and be heard
/// @param leg by which leg they are connected, so that a device knows whether it is still the one
/// @param home the home of media where that leg is, by name; empty where there is only one
/// @param allowed the commands that make sense now; the screen derives no rules
/// @param nothing why there is no number, when the last `Next` found none
/// @param notice what the volunteer is told about what just happened
/// @param endsAt when the present state ends by itself: a preview's lease, the ring timeout, the
///   wrap-up grace
/// @param line how the volunteer's line sounds; empty until it was measured
public record SessionView(
    SessionId session,
    UserId volunteer,
    Mode mode,
    Instant startedAt,
    long sequence,
    Instant at,
    State state,
    boolean connected,
    Optional<LegId> leg,
    Optional<String> home,
    Set<Command.Kind> allowed,
    Optional<ProjectId> project,
    Optional<EntryId> entry,
    Optional<VoterScreen> screen,
    Optional<CallView> call,
    Optional<Explanation> nothing,
    Optional<Notice> notice,
    Optional<Instant> endsAt,
    boolean finishAfterCall,
    Optional<LineQuality> line) {
  public SessionView {
    allowed = Set.copyOf(allowed);
  }

  /// What the session is doing.
  public enum State {
    CONNECTING,
    READY,
    PREVIEWING,
    DIALING,
    RINGING,
    TALKING,
    WRAP_UP,
    PAUSED,
    RECONNECTING,
    GONE
  }

  /// The call, from dialing to disposed.
  ///
  /// @param earlyMedia the network itself was heard before an answer: an announcement, or ring-back
  /// @param answeredBy who it sounds like, where that was asked for and told: a hint
  /// @param suggested what the network's answer suggests (R20)
  /// @param recorded what was disposed, if it was
  public record CallView(
      AttemptId attempt,
      Instant dialedAt,
      Optional<Instant> ringingAt,
      boolean earlyMedia,
      Optional<Instant> answeredAt,
      Optional<Who> answeredBy,
      Optional<Instant> endedAt,
      Optional<LegEnd> end,
      Optional<Action> suggested,
      Optional<String> recorded) {}

  /// The number and the people behind it.
  ///
  /// @param number E.164
  /// @param people targeted voters first
  public record VoterScreen(String number, int score, int attempts, List<Person> people) {
    public VoterScreen {
      people = List.copyOf(people);
    }
  }

  /// One person at the number.
  ///
  /// @param notes latest first
  public record Person(
      long voter,
      String name,
      boolean targeted,
      boolean done,
      boolean wrongNumber,
      Optional<Integer> age,
      List<String> notes,
      VoterProfile profile) {
    public Person {
      notes = List.copyOf(notes);
    }
  }
}
