package org.hustings.server.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony;

/// A telephone network that has no line free.
final class NoTelephone implements Telephony {
  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public void listen(LegListener listener) {}

  @Override
  public Admission admit(Instant now) {
    return new Admission.NotNow("no-trunk", now.plusSeconds(60));
  }

  @Override
  public void originate(DialOrder order) {
    throw new AssertionError("nothing was admitted");
  }

  @Override
  public void answer(LegId leg) {}

  @Override
  public void reject(LegId leg, Rejection why) {}

  @Override
  public void hangUp(LegId leg) {}

  @Override
  public void bridge(LegId one, LegId other) {}

  @Override
  public void unbridge(LegId leg) {}

  @Override
  public void play(LegId leg, PlaybackId playback, List<Sound> sounds) {}

  @Override
  public void stopPlaying(LegId leg) {}

  @Override
  public void sendDigits(LegId leg, String digits) {}

  @Override
  public void probe(LegId leg) {}

  @Override
  public void hangUpStored(LegId leg, String dialog) {}

  @Override
  public void dialogStored(LegId leg, String dialog) {}

  @Override
  public void hangUpOrdered(Ordered ordered) {}
}
