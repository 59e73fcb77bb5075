package org.hustings.telephony.media;

import java.nio.ByteBuffer;

/// Where finished packets go: a socket, or a list in a test.
@FunctionalInterface
interface PacketSink {
  /// Sends what stands between position and limit. A packet that cannot go now is lost.
  ///
  /// @return whether it went
  boolean send(ByteBuffer packet);
}
