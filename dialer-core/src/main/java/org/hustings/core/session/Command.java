package org.hustings.core.session;

import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.ProjectId;

/// What a volunteer asks of their session, by API, screen or keypad.
public sealed interface Command {

  /// Work on a project from now on (R10).
  record ChooseProject(ProjectId project) implements Command {}

  /// Give me the next number (R1).
  record Next() implements Command {}

  /// Not this one (R5).
  record Skip(EntryId entry) implements Command {}

  /// Dial the number on the screen. For hand dialing: "I'm calling" (R26).
  ///
  /// @param entry what the volunteer sees, so that a late click never dials another number
  record Call(EntryId entry) implements Command {}

  /// End the voter leg; the volunteer stays.
  record HangUp() implements Command {}

  /// Play the project's message to the machine that answered, and be free (R12).
  record DropVoicemail() implements Command {}

  /// Say how it went (R11–R18, R21).
  ///
  /// @param key chosen by the client; the same key again changes nothing and answers as the first
  ///   time
  record Dispose(AttemptId attempt, String key, Disposition disposition) implements Command {}

  record Pause() implements Command {}

  record Resume() implements Command {}

  /// Leave when this call is disposed, or take that back.
  record FinishAfterCall(boolean finish) implements Command {}

  record SendDigits(String digits) implements Command {}

  /// End the session.
  record Leave() implements Command {}

  /// The kinds of command, as `SessionView` lists what is allowed now.
  enum Kind {
    CHOOSE_PROJECT,
    NEXT,
    SKIP,
    CALL,
    HANG_UP,
    DROP_VOICEMAIL,
    DISPOSE,
    /// A `Dispose` that says that the volunteer was abused.
    REPORT_ABUSE,
    PAUSE,
    RESUME,
    FINISH_AFTER_CALL,
    SEND_DIGITS,
    LEAVE
  }
}
