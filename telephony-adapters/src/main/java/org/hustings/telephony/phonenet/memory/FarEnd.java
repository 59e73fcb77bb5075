package org.hustings.telephony.phonenet.memory;

/// Who is at the other end of a leg: a subscriber, or a volunteer with a phone.
interface FarEnd {
  Hears.Says says();

  /// From now on it hears this.
  void hears(Hears what);

  /// The server sent keypad digits.
  void pressed(String digits);

  /// The server answered.
  void answered();

  /// The server ended the call, or refused it.
  void over();
}
