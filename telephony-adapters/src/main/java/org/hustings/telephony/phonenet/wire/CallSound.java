package org.hustings.telephony.phonenet.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.MediaLeg;
import org.hustings.telephony.media.PlayEnd;
import org.hustings.telephony.media.Playable;
import org.hustings.telephony.media.Recorded;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.g711.G711;

/// What goes through the receiver of one call.
interface CallSound extends AutoCloseable {
  /// Where the peer is to send.
  InetSocketAddress address();

  /// Takes what signalling agreed on, the first time or anew.
  void connect(RemoteMedia remote);

  /// @param onEnd called once, on a media thread
  void play(Playable playable, Consumer<PlayEnd> onEnd);

  /// @param onEnd called once, on a media thread
  void press(Digits digits, Consumer<PlayEnd> onEnd);

  void listen(MediaLeg.Ear ear);

  /// Records what the peer says until the call ends.
  void record(Duration longest, Consumer<Recorded> onEnd);

  /// Packets that the peer sent and that never came.
  long packetsLost();

  @Override
  void close();

  /// A clip of exactly this length: cut, or begun again as often as needed.
  static Clip fitted(Clip clip, Duration time) {
    byte[] sound = clip.bytes(G711.PCMU);
    byte[] fitted = new byte[Math.toIntExact(time.toMillis() * G711.RATE / 1000)];
    for (int at = 0; at < fitted.length; at += sound.length) {
      System.arraycopy(sound, 0, fitted, at, Math.min(sound.length, fitted.length - at));
    }
    return Clip.of(G711.PCMU, fitted);
  }
}
