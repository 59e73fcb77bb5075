package org.hustings.core.recording;

import java.time.Duration;
import java.time.Instant;
import org.hustings.core.id.RecordingId;

/// A recording as a campaign keeps it: already converted to what a telephone plays.
///
/// @param pcmu G.711 µ-law, 8 kHz, mono
public record Recording(RecordingId id, String name, byte[] pcmu, Instant createdAt) {

  /// How long it plays: G.711 has 8,000 octets a second.
  public Duration duration() {
    return Duration.ofMillis(pcmu.length / 8);
  }
}
