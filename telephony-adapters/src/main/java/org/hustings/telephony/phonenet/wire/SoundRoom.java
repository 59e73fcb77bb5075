package org.hustings.telephony.phonenet.wire;

import java.util.Optional;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.MediaLegListener;

/// Where the sounds of a network's calls are made.
interface SoundRoom extends AutoCloseable {
  /// Empty if there is no port for it.
  ///
  /// @param lostPerMille share of packets lost each way; none where 0
  Optional<CallSound> open(String name, MediaLegListener listener, int lostPerMille);

  @Override
  void close();

  /// Calls that sound, by a media engine of the network's own.
  static SoundRoom of(MediaEngine engine) {
    return new SoundRoom() {
      @Override
      public Optional<CallSound> open(String name, MediaLegListener listener, int lostPerMille) {
        return EngineSound.open(engine, name, listener, lostPerMille);
      }

      @Override
      public void close() {
        engine.close();
      }
    };
  }
}
