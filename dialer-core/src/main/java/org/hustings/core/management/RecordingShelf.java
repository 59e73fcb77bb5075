package org.hustings.core.management;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.recording.Recording;

/// The recordings of a campaign; each call is a transaction of its own.
public interface RecordingShelf {

  RecordingId add(CampaignId campaign, String name, Pcmu sound, Instant at);

  List<Label> list(CampaignId campaign);

  Optional<Recording> find(CampaignId campaign, RecordingId recording);

  Removal remove(CampaignId campaign, RecordingId recording);

  /// A recording without its sound.
  record Label(RecordingId id, String name, Duration duration, Instant createdAt) {}

  enum Removal {
    REMOVED,
    UNKNOWN,
    /// A project plays it.
    IN_USE
  }
}
