package org.hustings.telephony.twilio.fake;

import java.time.Duration;

/// A telephone that called a number of the account.
public final class FakePhone {
  private static final Duration BETWEEN_KEYS = Duration.ofMillis(250);

  private final FakeTwilio twilio;
  private final FakeCall call;

  FakePhone(FakeTwilio twilio, FakeCall call) {
    this.twilio = twilio;
    this.call = call;
  }

  public FakeCall call() {
    return call;
  }

  public void hangUp() {
    call.farEndLeaves();
  }

  /// Says this into every recording from now on; nothing, if it is empty.
  public void says(short[] sound) {
    call.says(sound);
  }

  /// One after the other, as fingers do.
  public void press(String keys) {
    for (int i = 0; i < keys.length(); i++) {
      char key = keys.charAt(i);
      twilio.after(BETWEEN_KEYS.multipliedBy(i), () -> call.presses(key));
    }
  }
}
