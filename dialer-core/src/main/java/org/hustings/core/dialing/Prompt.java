package org.hustings.core.dialing;

import org.hustings.core.telephony.Sound;

/// Every prompt that the engine plays to volunteers and managers. Recordings ship under these
/// names, and operators can replace them (`docs/prompts.md`).
public enum Prompt {
  WELCOME("welcome"),
  ENTER_NUMBER("enter-number"),
  ENTER_PIN("enter-pin"),
  WRONG_PIN("wrong-pin"),
  THROTTLED("throttled"),
  PRESS_ONE("press-one"),
  CONNECTED("connected"),
  NO_CREDIT("no-credit"),
  ANOTHER_DEVICE("another-device"),
  UNAVAILABLE("unavailable"),
  GOODBYE("goodbye"),
  SPEAK_MESSAGE("speak-message"),
  TONE("tone"),
  NOTHING_HEARD("nothing-heard"),
  YOUR_MESSAGE("your-message"),
  KEEP_OR_AGAIN("keep-or-again"),
  MESSAGE_KEPT("message-kept"),
  MESSAGE_DROPPED("message-dropped");

  private final String sound;

  Prompt(String sound) {
    this.sound = sound;
  }

  /// The name of the recording.
  public String sound() {
    return sound;
  }

  Sound asSound() {
    return new Sound.Prompt(sound);
  }
}
