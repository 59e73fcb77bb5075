package org.hustings.telephony.media;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Where a loop reads datagrams into, and where those that are passed on wait for the others that
/// came with them: first all are read, then all are sent.
///
/// To read and to send are long ways through the system, and the way of one throws the other's out
/// of the core's cache; who goes each of them several times in a row goes them faster. What waits
/// here leaves before the loop does anything else, so that nothing is overtaken.
final class Departures {
  private static final int MOST = 32;

  /// Not a power of two, or all would fall on the same places of the cache.
  private static final int STRIDE = 2048 + 192;

  private static final class Slot {
    private final ByteBuffer buffer;
    private @Nullable LegSockets sockets;
    private @Nullable InetSocketAddress target;
    private int start;
    private int end;

    Slot(ByteBuffer buffer) {
      this.buffer = buffer;
    }
  }

  private final Slot[] slots = new Slot[MOST];
  private int waiting;

  Departures(int largest) {
    ByteBuffer all = ByteBuffer.allocateDirect(MOST * STRIDE);
    for (int i = 0; i < MOST; i++) {
      slots[i] = new Slot(all.slice(i * STRIDE, largest));
    }
  }

  /// Where the next datagram is to be read; valid until it is queued or the next is read.
  ByteBuffer room() {
    return slots[waiting].buffer;
  }

  /// Takes a packet that stands in the [#room], between its position and limit.
  ///
  /// @return false if it stands elsewhere: then it has to be sent at once
  @SuppressWarnings("ReferenceEquality")
  boolean queue(ByteBuffer packet, LegSockets sockets, InetSocketAddress target) {
    Slot slot = slots[waiting];
    if (packet != slot.buffer) {
      return false;
    }
    slot.sockets = sockets;
    slot.target = target;
    slot.start = packet.position();
    slot.end = packet.limit();
    waiting++;
    if (waiting == MOST) {
      leave();
    }
    return true;
  }

  /// Sends all that waits.
  void leave() {
    int all = waiting;
    waiting = 0;
    for (int i = 0; i < all; i++) {
      Slot slot = slots[i];
      LegSockets sockets = slot.sockets;
      if (sockets != null) {
        slot.buffer.limit(slot.end).position(slot.start);
        sockets.sendQueued(slot.buffer, slot.target);
        slot.buffer.clear();
      }
    }
  }
}
