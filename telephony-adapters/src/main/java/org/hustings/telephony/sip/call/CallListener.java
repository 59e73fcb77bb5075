package org.hustings.telephony.sip.call;

import java.time.Duration;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Body;

/// Hears of one call. Called on the call's own runner, one at a time and in order; [#ended] comes
/// once and last.
public interface CallListener {
  /// The first provisional answer: from now on somebody may be rung.
  default void accepted() {}

  /// A provisional answer but 100 came: whoever we asked has passed the call on, and somebody may
  /// be rung, whether or not we are told. May come more than once.
  default void passedOn() {}

  /// The far end is alerting (180), or the network is audible (18x with a session description).
  ///
  /// @param sdp an early answer to our offer
  default void ringing(int status, Optional<String> sdp) {}

  /// What is needed to end the call from another process changed ([UserAgent#hangUpStored]). Told
  /// after the answer that changed it, so that whoever keeps the one keeps the other with it.
  default void stored(String text) {}

  /// For how long the ACK of an answer may wait until [OutgoingCall#dialogStored] says that what
  /// ends the call is stored. Zero: nothing is stored, and nothing waits.
  default Duration storedWithin() {
    return Duration.ZERO;
  }

  /// It was not stored in time; the answer was acknowledged all the same.
  default void notStoredInTime() {}

  /// An outgoing call was answered; or an incoming one's ACK came.
  ///
  /// @param sdp the answer to our offer, again if it came before with the same fork; empty where an
  ///   incoming call's offer was answered by us
  /// @return whether the call can go on with it; if not it is ended
  default boolean answered(Optional<String> sdp) {
    return true;
  }

  /// The far end wants to change the session: hold, another address, another codec.
  ///
  /// @param offer empty if we are to make the offer
  /// @return our answer (or offer); empty to refuse the change, which leaves everything as it was
  default Optional<String> reoffered(Optional<String> offer) {
    return Optional.empty();
  }

  /// The answer to an offer that [#reoffered] made.
  default void reanswered(String sdp) {}

  /// An INFO with a body came. It is answered already.
  default void info(Body body) {}

  /// The far end says that the call is up ([Call#probe]).
  default void probed() {}

  void ended(CallEnd end);
}
