package org.hustings.core.dictation;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.dictation.Dictation.Why;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.DictationId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.id.UserId;
import org.hustings.core.recording.Pcmu;

/// The messages that are to be spoken; each call is a transaction of its own. Blocking.
public interface DictationStore {

  /// Opens one, to be spoken until then.
  DictationId open(
      CampaignId campaign, UserId speaker, String name, Instant now, Instant expiresAt);

  /// Its code was keyed in.
  void begun(CampaignId campaign, DictationId id, Instant at);

  /// Makes a recording of it, once: asked again, it gives the one that was made.
  RecordingId kept(CampaignId campaign, DictationId id, Pcmu sound, Instant at);

  /// It came to nothing; without effect if it was kept.
  void dropped(CampaignId campaign, DictationId id, Why why);

  /// As it was left; see [Dictation#at].
  Optional<Dictation> find(CampaignId campaign, DictationId id);
}
