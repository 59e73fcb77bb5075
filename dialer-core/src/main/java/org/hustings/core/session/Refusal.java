package org.hustings.core.session;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.call.Notice;

/// Why a command makes no sense now: the answer that a volunteer gets.
///
/// @param code for programs
/// @param sentence for people: why, and what to do
/// @param until when it will make sense, if time alone does it
public record Refusal(String code, String sentence, Optional<Instant> until) {
  static final Refusal NO_PROJECT =
      of("no-project", "Choose a project first, then ask for a number.");
  static final Refusal NO_NUMBER = of("no-number", "There is no number on your screen now.");
  static final Refusal OTHER_NUMBER =
      of("other-number", "This number is no longer on your screen. Look at what is there now.");
  static final Refusal ON_CALL = of("on-call", "You are on a call. End it first.");
  static final Refusal WRITE_DOWN =
      of("write-down", "Say first how the last call went; then you get the next number.");
  static final Refusal NO_CALL = of("no-call", "There is no call now.");
  static final Refusal SEEKING = of("seeking", "Your next number is on its way.");
  static final Refusal HAVE_NUMBER =
      of("have-number", "You have a number already: call it, or skip it.");
  static final Refusal PAUSED = of("paused", "You are having a pause. Resume first.");
  static final Refusal NOT_CONNECTED =
      of(
          "not-connected",
          "Your line has dropped. Dial in again, and you find this screen as it is.");
  static final Refusal NOT_JOINED = of("not-joined", "You are not connected yet. One moment.");
  public static final Refusal GONE = of("gone", "This session has ended.");
  static final Refusal LEAVING = of("leaving", "This session is about to end.");
  static final Refusal DRAINING =
      of("draining", "This server is being restarted. Dial in again in a few minutes.");
  public static final Refusal UNKNOWN_PROJECT =
      of("no-such-project", "There is no such project. Choose another one.");
  public static final Refusal STORE_UNAVAILABLE =
      of(
          "store-unavailable",
          "The database cannot be reached just now. Nothing was changed; try again in a moment.");

  /// The same, told when nobody asked.
  public Notice notice() {
    return new Notice(code, sentence);
  }

  public static Refusal of(String code, String sentence) {
    return new Refusal(code, sentence, Optional.empty());
  }
}
