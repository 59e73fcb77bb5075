package org.hustings.core.recording;

import java.time.Instant;
import org.hustings.core.id.RecordingId;

/// A recording as a campaign keeps it: already converted to what a telephone plays.
public record Recording(RecordingId id, String name, Pcmu sound, Instant createdAt) {}
