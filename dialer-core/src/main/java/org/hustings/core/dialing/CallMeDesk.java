package org.hustings.core.dialing;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.account.Volunteer;
import org.hustings.core.session.Refusal;

/// The engine's desk for volunteers who want to be called: the server rings the telephone that
/// stands in their account, they press 1, and are in their session as if they had dialed in.
///
/// No number comes in here, so that nobody can have any other rung. Callable from any thread;
/// nothing blocks.
public interface CallMeDesk {

  /// Whether this server can call volunteers at all.
  boolean isOffered();

  /// Calls the volunteer. Who is being called already is told so, and nothing more rings.
  CompletableFuture<Answer> call(Volunteer volunteer);

  /// Stops ringing.
  ///
  /// @return false if the volunteer is not being called
  boolean giveUp(Volunteer volunteer);

  /// How the volunteer's last wish stands, for ten minutes after its end; empty if there is none.
  Optional<View> viewOf(Volunteer volunteer);

  /// What came of asking.
  sealed interface Answer {
    record Calling(View view) implements Answer {}

    record Refused(Refusal why) implements Answer {}
  }

  /// @param since when it came to be so
  record View(State state, Instant since) {}

  /// How a wish stands.
  enum State {
    /// The order is given.
    CALLING,
    RINGING,
    /// Somebody or something answered, and has pressed nothing yet.
    ANSWERED,
    /// The session has the leg.
    JOINED,
    NOT_ANSWERED,
    /// Busy, or declined.
    BUSY,
    /// Nobody pressed 1: a machine, or a wrong key three times. Or whoever answered hung up.
    NOT_CONFIRMED,
    /// The telephone cannot be reached: the number is wrong, or the phone is off.
    UNREACHABLE,
    /// Our side, or the carrier's.
    NOT_CONNECTED,
    /// Nobody knows what became of the call; it may still be ringing somewhere.
    UNKNOWN,
    /// The volunteer took it back.
    GIVEN_UP,
    /// The volunteer pressed 1, and could not join: no credit any more, or the server drains.
    NOT_ADMITTED;

    /// Whether nothing more comes of it.
    public boolean isOver() {
      return switch (this) {
        case CALLING, RINGING, ANSWERED -> false;
        case JOINED,
            NOT_ANSWERED,
            BUSY,
            NOT_CONFIRMED,
            UNREACHABLE,
            NOT_CONNECTED,
            UNKNOWN,
            GIVEN_UP,
            NOT_ADMITTED ->
            true;
      };
    }
  }
}
