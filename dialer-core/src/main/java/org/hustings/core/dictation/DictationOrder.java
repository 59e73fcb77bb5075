package org.hustings.core.dictation;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.dictation.Dictation.Why;
import org.hustings.core.recording.Pcmu;

/// The right to speak one message, which comes with its code. Blocking.
public interface DictationOrder {

  /// The code was keyed in.
  void begin(Instant now);

  /// What voters will hear of what was recorded; empty if nobody spoke.
  Optional<Pcmu> finished(Pcmu recorded);

  /// Makes a recording of it; idempotent.
  void keep(Pcmu sound, Instant now);

  /// Nothing was kept.
  void drop(Why why);
}
