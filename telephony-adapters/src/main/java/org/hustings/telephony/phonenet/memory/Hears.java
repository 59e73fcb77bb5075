package org.hustings.telephony.phonenet.memory;

import org.hustings.core.telephony.Sound;

/// What somebody on a line hears at a moment.
public sealed interface Hears {
  /// Quiet comfort.
  record Quiet() implements Hears {}

  /// A prompt or a recording.
  record Played(Sound sound) implements Hears {}

  /// The party at the other end of the bridge.
  record Voice(Says says) implements Hears {}

  /// What a party is saying.
  enum Says {
    NOTHING,
    SPEECH,
    /// A machine's greeting.
    GREETING,
    /// The tone after which a machine records.
    BEEP,
    /// Ring-back or an announcement of the network, before there is an answer.
    RING_BACK
  }
}
