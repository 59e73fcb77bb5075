package org.hustings.telephony.sip.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a call ended, in the words of SIP. What it means for a voter is decided elsewhere.
public sealed interface CallEnd {

  /// Our INVITE got a final answer that is no 2xx.
  ///
  /// @param reasons the values of its Reason headers (RFC 3326)
  /// @param rang whether the far end was alerting before
  /// @param retryAfter when to come again, where the answer said so
  record Refused(int status, List<String> reasons, boolean rang, Optional<Duration> retryAfter)
      implements CallEnd {
    public Refused {
      reasons = List.copyOf(reasons);
    }

    /// Without a word on when to come again.
    public Refused(int status, List<String> reasons, boolean rang) {
      this(status, reasons, rang, Optional.empty());
    }
  }

  /// We gave our INVITE up before it was answered.
  ///
  /// @param heard whether there was any answer to it, so that it surely was placed
  record GivenUp(GivenUpFor why, boolean heard, boolean rang) implements CallEnd {}

  /// Why we gave up.
  enum GivenUpFor {
    /// Somebody asked us to.
    HANG_UP,
    /// It rang as long as it may.
    RING_TIME_OVER
  }

  /// No answer at all came to our INVITE (Timer B). Nobody knows whether it arrived.
  record Silence() implements CallEnd {}

  /// Our INVITE could not be sent.
  record NotSent(String why, boolean surelyUnsent) implements CallEnd {}

  /// It was answered, but with a session description that we cannot use.
  record MediaRefused() implements CallEnd {}

  /// It was up, and the far end sent BYE.
  ///
  /// @param reasons the values of its Reason headers
  record FarEndLeft(List<String> reasons) implements CallEnd {
    public FarEndLeft {
      reasons = List.copyOf(reasons);
    }
  }

  /// It was up, and we sent BYE.
  record WeLeft() implements CallEnd {}

  /// It was up, and the far end does not know of it any more, or is not there.
  record Vanished() implements CallEnd {}

  /// It was up, and the session's time ran out without a refresh (RFC 4028).
  record Expired() implements CallEnd {}

  /// The caller gave up before we answered.
  record CallerGaveUp() implements CallEnd {}

  /// We refused a caller.
  record WeRefused(int status) implements CallEnd {}

  /// We answered a caller and never got the ACK.
  record NeverAcknowledged() implements CallEnd {}
}
