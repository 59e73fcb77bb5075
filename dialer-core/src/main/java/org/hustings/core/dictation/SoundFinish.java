package org.hustings.core.dictation;

import java.util.Optional;
import org.hustings.core.recording.Pcmu;

/// Makes of what somebody spoke into a telephone what voters are played: without the silence around
/// it, and as loud as other messages.
@FunctionalInterface
public interface SoundFinish {

  /// @return empty if nothing was said
  Optional<Pcmu> of(Pcmu recorded);
}
