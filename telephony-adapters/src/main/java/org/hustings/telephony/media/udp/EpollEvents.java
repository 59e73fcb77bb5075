package org.hustings.telephony.media.udp;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Room for some `struct epoll_event`, each with a descriptor as its data. The struct is packed on
/// x86-64, and not elsewhere.
final class EpollEvents {
  private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
  private static final int STRIDE = PACKED ? 12 : 16;
  private static final int DATA = PACKED ? 4 : 8;

  private final MemorySegment memory;
  private final int most;

  EpollEvents(Arena arena, int most) {
    this.memory = arena.allocate((long) most * STRIDE, Long.BYTES);
    this.most = most;
  }

  /// The first of them, asking for these events of a descriptor.
  MemorySegment asking(int events, int descriptor) {
    memory.set(JAVA_INT_UNALIGNED, 0, events);
    memory.set(JAVA_INT_UNALIGNED, DATA, descriptor);
    return memory;
  }

  int descriptor(int index) {
    return memory.get(JAVA_INT_UNALIGNED, (long) index * STRIDE + DATA);
  }

  MemorySegment memory() {
    return memory;
  }

  int most() {
    return most;
  }
}
