package org.hustings.telephony.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.rtp.AudioTimeline;

/// Those who listen to one direction of a leg. All get µ-law, in order and without gaps. With
/// nobody listening a packet costs one comparison, and no look at a list.
final class Taps {
  private static final int LONGEST = 2048;

  private byte[] scratch = new byte[0];
  private final List<AudioTimeline> timelines = new ArrayList<>(2);
  private boolean anybody;

  void add(AudioTimeline timeline) {
    timelines.add(timeline);
    scratch = new byte[LONGEST];
    anybody = true;
  }

  void remove(AudioTimeline timeline) {
    timelines.remove(timeline);
    anybody = !timelines.isEmpty();
  }

  /// @param at when the packet passed
  void put(G711 law, int ssrc, int timestamp, ByteBuffer packet, int offset, int length, long at) {
    if (!anybody) {
      return;
    }
    int samples = Math.min(length, LONGEST);
    packet.get(offset, scratch, 0, samples);
    if (law != G711.PCMU) {
      for (int i = 0; i < samples; i++) {
        scratch[i] = law.transcode(scratch[i], G711.PCMU);
      }
    }
    for (AudioTimeline timeline : timelines) {
      timeline.put(ssrc, timestamp, scratch, samples, at);
    }
  }
}
