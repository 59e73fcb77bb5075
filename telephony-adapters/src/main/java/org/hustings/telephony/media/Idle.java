package org.hustings.telephony.media;

/// What a leg sends while nothing else is to be sent.
public enum Idle {
  /// Very quiet noise: the line is heard to be alive.
  COMFORT,
  /// Packets of digital silence.
  SILENCE,
  /// No packets at all.
  NOTHING
}
