package org.hustings.core.dialing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hustings.core.id.RecordingId;
import org.hustings.core.project.ProjectStore;
import org.hustings.core.recording.Recording;

/// The voicemail messages in use. A recording never changes once it has its id, and is large: it is
/// read once.
final class Messages {
  private final Map<RecordingId, Recording> known = new ConcurrentHashMap<>();

  Optional<Recording> find(ProjectStore projects, RecordingId id) {
    Recording here = known.get(id);
    if (here != null) {
      return Optional.of(here);
    }
    Optional<Recording> read = projects.recording(id);
    read.ifPresent(recording -> known.put(id, recording));
    return read;
  }
}
