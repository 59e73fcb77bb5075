package org.hustings.telephony.media.dtmf;

/// Steps through digits, one packet interval at a time, and says what to send in each: a packet of
/// the event, or nothing of it because it is a pause (RFC 4733 section 2.5.1).
///
/// The last packet of an event is sent three times, one interval apart, so that the end is heard
/// even when two of them are lost.
public final class EventSender {
  /// What to send in this interval.
  public sealed interface Step {
    /// A packet of an event.
    ///
    /// @param first whether it is the first of its press: it takes a new timestamp and the marker
    record Send(TelephoneEvent event, boolean first) implements Step {}

    /// A pause: the line sounds as it does otherwise.
    record Pause() implements Step {}

    /// All keys have been sent.
    record Done() implements Step {}
  }

  private static final int VOLUME = 10;
  private static final int COMMA_SAMPLES = 4000;
  private static final int REPETITIONS = 2;

  private final Digits digits;
  private final int interval;
  private int at;
  private int samplesOfKey;
  private int pauseLeft;
  private int repetitionsLeft;

  /// @param interval samples from one packet to the next
  public EventSender(Digits digits, int interval) {
    this.digits = digits;
    this.interval = interval;
  }

  /// The next interval.
  public Step next() {
    if (repetitionsLeft > 0) {
      repetitionsLeft--;
      TelephoneEvent end = event(true);
      if (repetitionsLeft == 0) {
        keyIsDone();
      }
      return new Step.Send(end, false);
    }
    if (pauseLeft > 0) {
      pauseLeft -= interval;
      return new Step.Pause();
    }
    if (at == digits.keys().length()) {
      return new Step.Done();
    }
    if (digits.keys().charAt(at) == ',') {
      at++;
      pauseLeft = COMMA_SAMPLES - interval;
      return new Step.Pause();
    }
    return press();
  }

  private Step press() {
    boolean first = samplesOfKey == 0;
    samplesOfKey += interval;
    boolean end = samplesOfKey >= samples(digits.press());
    if (end) {
      repetitionsLeft = REPETITIONS;
    }
    return new Step.Send(event(end), first);
  }

  private void keyIsDone() {
    at++;
    samplesOfKey = 0;
    pauseLeft = Math.max(0, samples(digits.gap()) - REPETITIONS * interval);
  }

  private TelephoneEvent event(boolean end) {
    int code = Digit.KEYS.indexOf(digits.keys().charAt(at));
    return new TelephoneEvent(code, end, VOLUME, samplesOfKey);
  }

  private static int samples(java.time.Duration duration) {
    return Math.toIntExact(duration.toMillis() * 8);
  }
}
