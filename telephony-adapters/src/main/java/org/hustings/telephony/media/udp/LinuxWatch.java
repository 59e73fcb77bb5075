package org.hustings.telephony.media.udp;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An epoll instance, and an eventfd to wake it up by. The readers stand in a table by the numbers
/// of their descriptors, which the system keeps small.
///
/// A closed socket leaves the epoll instance by itself. What it may still say of that number means
/// another socket or none, and to read one that has nothing does no harm.
final class LinuxWatch implements Watch {
  private static final int MOST = 512;

  private final Object lock = new Object();
  private final int epoll;
  private final int bell;
  private final MemorySegment state = Libc.state(Arena.ofAuto());
  private final MemorySegment rung = Arena.ofAuto().allocate(Long.BYTES, Long.BYTES);
  private final MemorySegment one = Arena.ofAuto().allocate(Long.BYTES, Long.BYTES);
  private final EpollEvents events = new EpollEvents(Arena.ofAuto(), MOST);
  private @Nullable Reader[] readers = new Reader[64];
  private boolean closed;

  private LinuxWatch(int epoll, int bell) {
    this.epoll = epoll;
    this.bell = bell;
    one.set(java.lang.foreign.ValueLayout.JAVA_LONG, 0, 1);
  }

  static LinuxWatch open() throws IOException {
    int epoll = Libc.epoll();
    try {
      int bell = Libc.eventfd();
      try {
        Libc.watch(epoll, bell);
        return new LinuxWatch(epoll, bell);
      } catch (IOException refused) {
        Libc.close(bell);
        throw refused;
      }
    } catch (IOException refused) {
      Libc.close(epoll);
      throw refused;
    }
  }

  @Override
  public void add(UdpSocket socket, Reader reader) throws IOException {
    if (!(socket instanceof LinuxSocket own)) {
      throw new IllegalArgumentException("a socket of another way: " + socket);
    }
    own.enter(this, reader);
  }

  void watch(int descriptor, Reader reader) throws IOException {
    synchronized (lock) {
      if (closed) {
        throw new IOException("the watch is closed");
      }
      if (descriptor >= readers.length) {
        readers = Arrays.copyOf(readers, 2 * descriptor);
      }
      readers[descriptor] = reader;
      Libc.watch(epoll, descriptor);
    }
  }

  /// Just before the descriptor is closed.
  void forget(int descriptor) {
    synchronized (lock) {
      readers[descriptor] = null;
    }
  }

  @Override
  public int await(long millis, Consumer<Reader> each) throws IOException {
    if (closed) {
      throw new IOException("the watch is closed");
    }
    int ready = Libc.await(epoll, events, (int) Math.min(millis, Integer.MAX_VALUE), state);
    int named = 0;
    for (int i = 0; i < ready; i++) {
      int descriptor = events.descriptor(i);
      if (descriptor == bell) {
        Libc.read(bell, rung);
        continue;
      }
      Reader reader = readers[descriptor];
      if (reader != null) {
        named++;
        each.accept(reader);
      }
    }
    return named;
  }

  @Override
  public void wakeUp() {
    synchronized (lock) {
      if (!closed) {
        Libc.write(bell, one);
      }
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        Libc.close(bell);
        Libc.close(epoll);
      }
    }
  }
}
