package org.hustings.telephony.media;

import java.io.IOException;
import org.hustings.telephony.media.udp.Watch;

/// What lives on a media loop: a leg, or a port that legs share. On the loop only.
interface LoopMember {
  /// Has its sockets watched; called again when the loop was set up anew.
  void register(Watch watch) throws IOException;

  /// What is not urgent, some times a second.
  void sweep(long now);

  /// The loop ends.
  void close();
}
