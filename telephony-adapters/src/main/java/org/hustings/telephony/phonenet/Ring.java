package org.hustings.telephony.phonenet;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.voter.PhoneNumber;

/// One call that reached a subscriber of phonenet, as its log saw it.
///
/// @param id in the order of arrival, from 1
/// @param nth how often this number had been called by then, this call included
/// @param behaviour what the subscriber was about to do, by name
/// @param recording what was kept of the call: a file's name, or words
public record Ring(
    long id,
    Call call,
    int nth,
    String behaviour,
    Times times,
    Optional<Ending> ending,
    Optional<String> recording) {
  public Ring {
    requireNonNull(call, "call");
    requireNonNull(times, "times");
  }

  /// What the caller sent.
  ///
  /// @param called the number as it was dialed, which may be none
  /// @param caller the caller ID presented, if any
  /// @param reference the caller's own name of the call (for SIP its Call-ID)
  public record Call(String called, Optional<String> caller, String reference) {

    /// The called number, if it is one.
    public Optional<PhoneNumber> number() {
      try {
        return Optional.of(new PhoneNumber(called));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }
  }

  /// When it all happened, by the log's own clock.
  public record Times(
      Instant arrivedAt,
      Optional<Instant> ringingAt,
      Optional<Instant> answeredAt,
      Optional<Instant> endedAt) {
    static Times arrived(Instant at) {
      return new Times(at, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /// How a call ended, seen from the subscriber.
  public enum Ending {
    BUSY,
    NO_SUCH_NUMBER,
    DECLINED,
    /// The caller gave up while it rang.
    GIVEN_UP,
    CALLER_HUNG_UP,
    SUBSCRIBER_HUNG_UP,
    /// The caller never confirmed the answer, or the network was shut down.
    BROKEN
  }

  public String called() {
    return call.called();
  }

  public boolean open() {
    return times.endedAt().isEmpty();
  }

  /// How long the phone was audible in the room; nothing if it never rang or still rings.
  public Duration rang() {
    Optional<Instant> until = times.answeredAt().or(times::endedAt);
    return times.ringingAt().isEmpty() || until.isEmpty()
        ? Duration.ZERO
        : Duration.between(times.ringingAt().get(), until.get());
  }

  Ring ringing(Instant at) {
    return with(
        new Times(times.arrivedAt, Optional.of(at), times.answeredAt, times.endedAt), ending);
  }

  Ring answered(Instant at) {
    return with(
        new Times(times.arrivedAt, times.ringingAt, Optional.of(at), times.endedAt), ending);
  }

  Ring ended(Instant at, Ending how) {
    return with(
        new Times(times.arrivedAt, times.ringingAt, times.answeredAt, Optional.of(at)),
        Optional.of(how));
  }

  Ring recorded(String what) {
    String all = recording.map(earlier -> earlier + "; " + what).orElse(what);
    return new Ring(id, call, nth, behaviour, times, ending, Optional.of(all));
  }

  private Ring with(Times others, Optional<Ending> how) {
    return new Ring(id, call, nth, behaviour, others, how, recording);
  }
}
