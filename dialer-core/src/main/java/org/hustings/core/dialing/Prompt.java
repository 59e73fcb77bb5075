package org.hustings.core.dialing;

import org.hustings.core.telephony.Sound;

/// Every prompt that the engine plays to volunteers. Recordings ship under these names, and
/// operators can replace them (`docs/prompts.md`).
public enum Prompt {
  WELCOME("welcome"),
  ENTER_NUMBER("enter-number"),
  ENTER_PIN("enter-pin"),
  WRONG_PIN("wrong-pin"),
  THROTTLED("throttled"),
  CONNECTED("connected"),
  NO_CREDIT("no-credit"),
  ANOTHER_DEVICE("another-device"),
  UNAVAILABLE("unavailable"),
  GOODBYE("goodbye");

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
