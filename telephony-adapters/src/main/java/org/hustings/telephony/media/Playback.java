package org.hustings.telephony.media;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.hustings.telephony.media.g711.G711;

/// A playable on its way out, frame by frame, and its one ending.
final class Playback {
  private final Playable playable;
  private final Consumer<PlayEnd> onEnd;
  private int clip;
  private int position;
  private long played;
  private boolean begun;

  Playback(Playable playable, Consumer<PlayEnd> onEnd) {
    this.playable = playable;
    this.onEnd = onEnd;
  }

  /// Fills one frame, across the seams of clips.
  ///
  /// @return whether any of it was left; if not, the frame is untouched
  boolean frame(G711 law, byte[] target, int length) {
    int filled = 0;
    while (filled < length && atSound()) {
      int present =
          playable.clips().get(clip).frame(law, position, target, filled, length - filled);
      position += present;
      filled += present;
    }
    if (filled == 0) {
      return false;
    }
    Arrays.fill(target, filled, length, law.silence());
    played += filled;
    begun = true;
    return true;
  }

  /// Moves on over finished clips; false when all are.
  private boolean atSound() {
    while (clip < playable.clips().size() && position >= playable.clips().get(clip).samples()) {
      position = 0;
      clip++;
      if (clip == playable.clips().size() && playable.repeated()) {
        clip = 0;
      }
    }
    return clip < playable.clips().size();
  }

  boolean begun() {
    return begun;
  }

  void ended(PlayEnd.How how) {
    onEnd.accept(new PlayEnd(how, Duration.ofNanos(played * 125_000)));
  }
}
