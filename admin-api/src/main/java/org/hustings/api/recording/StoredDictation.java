package org.hustings.api.recording;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.dictation.Dictation.Why;
import org.hustings.core.dictation.DictationOrder;
import org.hustings.core.dictation.DictationStore;
import org.hustings.core.dictation.SoundFinish;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.DictationId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.recording.Pcmu;

/// The right to speak one message, as the store keeps it.
public record StoredDictation(Tools tools, CampaignId campaign, DictationId id)
    implements DictationOrder {

  /// @param finish the media engine's
  public record Tools(DictationStore store, SoundFinish finish) {
    /// The right that goes with a code.
    public DictationOrder order(CampaignId campaign, DictationId id) {
      return new StoredDictation(this, campaign, id);
    }
  }

  @Override
  public void begin(Instant now) {
    tools.store.begun(campaign, id, now);
  }

  @Override
  public Optional<Pcmu> finished(Pcmu recorded) {
    return tools.finish.of(recorded);
  }

  @Override
  public void keep(Pcmu sound, Instant now) {
    RecordingId _ = tools.store.kept(campaign, id, sound, now);
  }

  @Override
  public void drop(Why why) {
    tools.store.dropped(campaign, id, why);
  }
}
