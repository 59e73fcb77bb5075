package org.hustings.telephony.media;

import java.net.InetSocketAddress;
import org.hustings.telephony.media.dtmf.Digit;

/// Hears of what happens on a leg. Called on a media thread: enqueue and return.
public interface MediaLegListener {
  /// A key was pressed and released.
  default void digit(Digit digit) {}

  /// Packets of the peer are accepted from this address: for the first time, or because it moved.
  default void latched(InetSocketAddress source) {}

  /// Nobody listens.
  static MediaLegListener deaf() {
    return new MediaLegListener() {};
  }
}
