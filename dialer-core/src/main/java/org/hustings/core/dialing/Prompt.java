package org.hustings.core.dialing;

import org.hustings.core.telephony.Sound;

/// Every prompt that the engine ever plays, with what it has to say. Recordings ship under these
/// names and can be replaced.
public enum Prompt {
  WELCOME("welcome", "Welcome, and thank you for calling voters today."),
  ENTER_NUMBER("enter-number", "Please enter your volunteer number, then press pound."),
  ENTER_PIN("enter-pin", "Please enter your PIN, then press pound."),
  WRONG_PIN("wrong-pin", "That number or PIN is not right. Please try again."),
  THROTTLED(
      "throttled",
      "There were too many wrong tries from this telephone. Please wait a few minutes."),
  NOTHING_ENTERED("nothing-entered", "Sorry, we did not get that."),
  CONNECTED(
      "connected",
      "You are connected. Keep this line open, and use your screen to get the first number."),
  RECONNECTED("reconnected", "Welcome back. Your screen is as you left it."),
  ANOTHER_DEVICE(
      "another-device", "You have connected on another telephone, so this line ends here."),
  NO_CREDIT(
      "no-credit",
      "Your campaign has no calling credit left. Please tell your manager, and call again later."),
  NOT_AVAILABLE(
      "not-available", "Sorry, we cannot connect you just now. Please call again in a few minutes."),
  GOODBYE("goodbye", "Thank you for calling. Goodbye.");

  private final String sound;
  private final String text;

  Prompt(String sound, String text) {
    this.sound = sound;
    this.text = text;
  }

  /// The name of the recording.
  public String sound() {
    return sound;
  }

  /// What the recording says.
  public String text() {
    return text;
  }

  Sound asSound() {
    return new Sound.Prompt(sound);
  }
}
