package org.hustings.core.telephony;

import org.hustings.core.id.RecordingId;

/// Something to be played.
public sealed interface Sound {
  /// One of the prompts that ship with the project (or its replacement), by name, for example `enter-pin`.
  record Prompt(String name) implements Sound {}

  /// A campaign's recording, with its G.711 µ-law octets.
  record Recorded(RecordingId id, byte[] pcmu) implements Sound {}
}
