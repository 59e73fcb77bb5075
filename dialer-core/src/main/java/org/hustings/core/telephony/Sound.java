package org.hustings.core.telephony;

import org.hustings.core.id.RecordingId;
import org.hustings.core.recording.Pcmu;

/// Something to be played.
public sealed interface Sound {
  /// One of the prompts that ship with the project (or its replacement), by name, for example
  /// `enter-pin`.
  record Prompt(String name) implements Sound {}

  /// A campaign's recording.
  record Recorded(RecordingId id, Pcmu sound) implements Sound {}
}
