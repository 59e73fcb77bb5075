package org.hustings.telephony.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/// The TwiML documents that we answer with (twilio.com/docs/voice/twiml). Every document that does
/// not end the call ends by asking us what now.
final class Twiml {
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>";
  private static final String TAIL = "</Response>";

  /// How long the next key is waited for: with nothing played, and after what was played.
  private static final Duration KEYS_WITHIN = Duration.ofSeconds(3);

  private static final Duration KEYS_AFTER_SOUND = Duration.ofSeconds(2);

  /// How long a leg is quiet before Twilio asks again: short enough that a leg whose owner died is
  /// ended within a minute.
  private static final Duration QUIET = Duration.ofSeconds(40);

  private Twiml() {}

  static String hangUp() {
    return HEAD + "<Hangup/>" + TAIL;
  }

  /// First in a document, it ends an incoming call unanswered and free of charge.
  ///
  /// @param busy whether the caller hears the busy signal, or else that the number is out of
  ///   service
  static String reject(boolean busy) {
    return HEAD + "<Reject reason=\"" + (busy ? "busy" : "rejected") + "\"/>" + TAIL;
  }

  /// First in a document, a pause keeps an incoming call unanswered.
  static String undecided(URI next) {
    return HEAD + "<Pause length=\"1\"/>" + redirect(next) + TAIL;
  }

  static String askAgain(URI next) {
    return HEAD + redirect(next) + TAIL;
  }

  /// Quiet, with an ear for keys. `#` ends them, and comes as `FinishedOnKey`.
  static String listening(String digits, URI next) {
    String quiet = "<Pause length=\"" + QUIET.toSeconds() + "\"/>";
    return HEAD + keys(digits) + gather(quiet, KEYS_WITHIN, next) + redirect(next) + TAIL;
  }

  /// @param sounds where Twilio fetches them, in order
  /// @param listening whether a key cuts it and is told
  static String playing(String digits, List<URI> sounds, boolean listening, URI next) {
    StringBuilder plays = new StringBuilder();
    sounds.forEach(sound -> plays.append("<Play>").append(text(sound)).append("</Play>"));
    String body = listening ? gather(plays.toString(), KEYS_AFTER_SOUND, next) : plays.toString();
    return HEAD + keys(digits) + body + redirect(next) + TAIL;
  }

  /// In a room, without beeps; silent while alone in it.
  static String room(String digits, String name, URI next) {
    return HEAD
        + keys(digits)
        + "<Dial><Conference beep=\"false\" waitUrl=\"\" startConferenceOnEnter=\"true\""
        + " endConferenceOnExit=\"false\">"
        + name
        + "</Conference></Dial>"
        + redirect(next)
        + TAIL;
  }

  private static String keys(String digits) {
    return digits.isEmpty() ? "" : "<Play digits=\"" + digits + "\"/>";
  }

  private static String gather(String inside, Duration timeout, URI next) {
    return "<Gather input=\"dtmf\" method=\"POST\" finishOnKey=\"#\" timeout=\""
        + timeout.toSeconds()
        + "\" action=\""
        + text(next)
        + "\">"
        + inside
        + "</Gather>";
  }

  private static String redirect(URI next) {
    return "<Redirect method=\"POST\">" + text(next) + "</Redirect>";
  }

  private static String text(URI uri) {
    return uri.toString().replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }
}
