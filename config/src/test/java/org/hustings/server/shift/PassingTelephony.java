package org.hustings.server.shift;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.MediaReport;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony;

/// Passes everything on, but for what a subclass gets wrong.
public class PassingTelephony implements Telephony {
  protected final Telephony network;

  protected PassingTelephony(Telephony network) {
    this.network = network;
  }

  @Override
  public Set<Capability> capabilities() {
    return network.capabilities();
  }

  @Override
  public void listen(LegListener listener) {
    network.listen(listener);
  }

  @Override
  public Admission admit(Instant now) {
    return network.admit(now);
  }

  @Override
  public void originate(DialOrder order) {
    network.originate(order);
  }

  @Override
  public Optional<MediaReport> mediaOf(LegId leg) {
    return network.mediaOf(leg);
  }

  @Override
  public void answer(LegId leg) {
    network.answer(leg);
  }

  @Override
  public void reject(LegId leg, Rejection why) {
    network.reject(leg, why);
  }

  @Override
  public void hangUp(LegId leg) {
    network.hangUp(leg);
  }

  @Override
  public void bridge(LegId one, LegId other) {
    network.bridge(one, other);
  }

  @Override
  public void unbridge(LegId leg) {
    network.unbridge(leg);
  }

  @Override
  public void play(LegId leg, PlaybackId playback, List<Sound> sounds) {
    network.play(leg, playback, sounds);
  }

  @Override
  public void stopPlaying(LegId leg) {
    network.stopPlaying(leg);
  }

  @Override
  public void sendDigits(LegId leg, String digits) {
    network.sendDigits(leg, digits);
  }

  @Override
  public void startRecording(LegId leg) {
    network.startRecording(leg);
  }

  @Override
  public void stopRecording(LegId leg) {
    network.stopRecording(leg);
  }

  @Override
  public void probe(LegId leg) {
    network.probe(leg);
  }

  @Override
  public void hangUpStored(LegId leg, String dialog) {
    network.hangUpStored(leg, dialog);
  }
}
