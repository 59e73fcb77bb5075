package org.hustings.telephony.media;

import java.util.ArrayList;
import java.util.List;
import org.hustings.telephony.media.rtp.AudioTimeline;

/// All who listen to a leg: those who hear the peer, those who hear what it is sent, and the
/// recordings among them, which end by themselves.
final class LegTaps {
  private final Taps received = new Taps();
  private final Taps sent = new Taps();
  private final List<Recording> recordings = new ArrayList<>(1);

  Taps received() {
    return received;
  }

  Taps sent() {
    return sent;
  }

  void remove(AudioTimeline timeline) {
    received.remove(timeline);
    sent.remove(timeline);
  }

  void began(Recording recording) {
    recordings.add(recording);
  }

  void ended(Recording recording) {
    recordings.remove(recording);
  }

  void sweep(long now) {
    if (!recordings.isEmpty()) {
      List.copyOf(recordings).forEach(recording -> recording.endIfFull(now));
    }
  }

  void close() {
    List.copyOf(recordings).forEach(Recording::end);
  }
}
