package org.hustings.core.scripted;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;

/// How a called number behaves.
///
/// @param ringsAfter when the provider says that it rings; empty if it never does
/// @param answersAfter when somebody answers, counted from the ringing
/// @param endsWith the end that the network tells if nobody answers; empty for silence
/// @param hangsUpAfter when the called party hangs up, counted from the answer
public record Subscriber(
    Optional<Duration> ringsAfter,
    Optional<Duration> answersAfter,
    Optional<LegEnd> endsWith,
    Optional<Duration> hangsUpAfter) {
  /// From the order until the network tells the end of a call that nobody answers.
  public static final Duration ENDS_AFTER = Duration.ofSeconds(1);

  private static final Duration SET_UP = Duration.ofSeconds(2);

  /// Rings, and is answered.
  public static Subscriber answersAfter(Duration ringing) {
    return new Subscriber(
        Optional.of(SET_UP), Optional.of(ringing), Optional.empty(), Optional.empty());
  }

  public static Subscriber answers() {
    return answersAfter(Duration.ofSeconds(6));
  }

  public Subscriber andHangsUpAfter(Duration talk) {
    return new Subscriber(ringsAfter, answersAfter, endsWith, Optional.of(talk));
  }

  /// Rings until we give up.
  public static Subscriber ringsOut() {
    return new Subscriber(
        Optional.of(SET_UP), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Subscriber busy() {
    return endsWith(Outcome.BUSY, Blame.CALLED_PARTY, Placed.YES, "SIP 486");
  }

  public static Subscriber noSuchNumber() {
    return endsWith(Outcome.UNREACHABLE, Blame.CALLED_PARTY, Placed.YES, "SIP 404");
  }

  /// The trunk refuses: nobody is reached.
  public static Subscriber trunkDown() {
    return endsWith(Outcome.NOT_CONNECTED, Blame.CARRIER, Placed.SURELY_NOT, "SIP 503");
  }

  /// The provider says nothing at all.
  public static Subscriber silence() {
    return new Subscriber(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Subscriber endsWith(Outcome outcome, Blame blame, Placed placed, String code) {
    LegEnd end = new LegEnd(outcome, blame, By.NETWORK, placed, false, code);
    return new Subscriber(Optional.empty(), Optional.empty(), Optional.of(end), Optional.empty());
  }
}
