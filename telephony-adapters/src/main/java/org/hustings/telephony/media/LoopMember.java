package org.hustings.telephony.media;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.Selector;

/// What lives on a media loop: a leg, or a port that legs share. On the loop only.
interface LoopMember {
  /// Has its channels watched; called again when the loop was set up anew.
  void register(Selector selector) throws ClosedChannelException;

  /// What is not urgent, some times a second.
  void sweep(long now);

  /// The loop ends.
  void close();
}
