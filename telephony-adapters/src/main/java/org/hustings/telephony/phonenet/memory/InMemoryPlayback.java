package org.hustings.telephony.phonenet.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.time.Timers.Timer;
import org.jspecify.annotations.Nullable;

/// Sounds played one after the other, each for as long as it lasts. Only the network's inbox
/// touches it.
final class InMemoryPlayback {
  /// Hears what is played and, once, how it ended.
  interface Listener {
    void plays(Sound sound);

    void ended(PlaybackId name, boolean whole, Duration played);
  }

  private final InMemoryNetwork network;
  private final PlaybackId name;
  private final List<Sound> sounds;
  private final Listener listener;
  private final Instant startedAt;
  private @Nullable Timer timer;
  private boolean over;

  private InMemoryPlayback(
      InMemoryNetwork network, PlaybackId name, List<Sound> sounds, Listener listener) {
    this.network = network;
    this.name = name;
    this.sounds = sounds;
    this.listener = listener;
    this.startedAt = network.now();
  }

  static InMemoryPlayback of(
      InMemoryNetwork network, PlaybackId name, List<Sound> sounds, Listener listener) {
    return new InMemoryPlayback(network, name, sounds, listener);
  }

  void begin() {
    next(0);
  }

  void cut() {
    end(false);
  }

  private void next(int index) {
    // A timer may have been cancelled too late.
    if (over) {
      return;
    }
    if (index == sounds.size()) {
      end(true);
      return;
    }
    Sound sound = sounds.get(index);
    listener.plays(sound);
    timer = network.after(length(sound), () -> next(index + 1));
  }

  private void end(boolean whole) {
    over = true;
    if (timer != null) {
      timer.cancel();
    }
    listener.ended(name, whole, Duration.between(startedAt, network.now()));
  }

  private Duration length(Sound sound) {
    return switch (sound) {
      case Sound.Prompt(String prompt) -> network.settings().promptLength().apply(prompt);
      case Sound.Recorded(_, var recorded) -> recorded.duration();
    };
  }
}
