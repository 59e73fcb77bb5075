package org.hustings.core.dialing;

import java.time.Duration;
import org.hustings.core.disposition.Action;
import org.hustings.core.telephony.LegEnd;

/// What the engine tells those who watch it. Facts only, callable from any thread, never blocking;
/// how they are counted and named is the listener's business.
public interface EngineMetrics {

  /// Listens to nothing.
  EngineMetrics NONE = new EngineMetrics() {};

  default void legOpened(LegKind kind) {}

  default void legClosed(LegKind kind) {}

  /// Nothing was heard of a leg for longer than silence lasts; it is being asked (R24).
  default void legSilent(LegKind kind) {}

  /// How a voter leg ended.
  default void attemptEnded(LegEnd.Outcome outcome, LegEnd.Blame blame) {}

  /// From asking the provider to the first ringing (or the answer, where nothing rang).
  default void setUp(Duration time) {}

  /// From the voter's answer to the joined media.
  default void answerToBridged(Duration time) {}

  /// From the command to the volunteer being free again (R12).
  default void voicemailDropped(Duration time) {}

  default void voicemailPlayed(boolean whole) {}

  default void disposed(Action action) {}

  /// One round of the claim desk, from its beginning until the numbers can be shown.
  ///
  /// @param claimants asked together
  /// @param found of them got a number
  default void claimed(int claimants, int found, Duration time) {}

  /// No channel or no place in the calls-per-second budget.
  default void notAdmitted(String reason) {}

  /// Somebody who dialed in showed nothing that lets them in.
  default void notLetIn(NotLetIn why) {}

  /// The store could not be reached.
  default void storeUnavailable() {}

  /// What became of calling a volunteer at their wish.
  default void calledVolunteer(CallMeDesk.State came) {}

  default void broken(Invariant invariant) {}

  /// Whose leg it is.
  enum LegKind {
    /// Not yet known to be anybody's: in the reception.
    CALLER,
    VOLUNTEER,
    VOTER,
    /// A voter leg that belongs to the server (R12).
    VOICEMAIL
  }

  /// Why a caller was not let in.
  enum NotLetIn {
    /// Number and PIN, or the code, are nobody's.
    WRONG,
    /// Too many were wrong; what was keyed was not looked at.
    THROTTLED
  }

  /// What must never happen; each counter must read zero.
  enum Invariant {
    /// A number dialed while an attempt at it was open, or a leg ordered twice (R22).
    DOUBLE_DIAL,
    /// Dialed although the rule book, asked again after the commit, refuses (R8).
    DIAL_OUTSIDE_HOURS,
    /// A hold ended or an attempt disposed a second time.
    CLAIM_SETTLED_TWICE,
    /// A leg of which no end was ever told.
    LEG_LOST,
    /// An event of a leg that nobody owns.
    LEG_WITHOUT_OWNER,
    /// Something was thrown where nobody expects it.
    RUNNER_FAILED
  }
}
