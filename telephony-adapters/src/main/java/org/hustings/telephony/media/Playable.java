package org.hustings.telephony.media;

import java.time.Duration;
import java.util.List;

/// Clips to play one after the other, without a gap between them.
///
/// @param clips in order
/// @param repeated whether it begins again after the last, until it is stopped
public record Playable(List<Clip> clips, boolean repeated) {
  public Playable {
    clips = List.copyOf(clips);
    if (repeated && clips.stream().allMatch(clip -> clip.samples() == 0)) {
      throw new IllegalArgumentException("clips hold no sound, expected some to repeat");
    }
  }

  public static Playable of(Clip... clips) {
    return new Playable(List.of(clips), false);
  }

  public static Playable sequence(List<Clip> clips) {
    return new Playable(clips, false);
  }

  public static Playable repeated(Clip clip) {
    return new Playable(List.of(clip), true);
  }

  /// How long one round takes.
  public Duration duration() {
    return clips.stream().map(Clip::duration).reduce(Duration.ZERO, Duration::plus);
  }
}
