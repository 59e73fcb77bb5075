package org.hustings.telephony.media.udp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A descriptor of the system. All is done under its own lock: a number that was closed may be
/// somebody else's socket a moment later. The lock is nearly always free, since whoever sends and
/// receives is one thread.
///
/// Nearly all come from one source, and go to one target. Both stand beside each other as the
/// system wants them, in one line of the processor's cache, and are translated only when they
/// change.
final class LinuxSocket implements UdpSocket {
  private static final int FROM = 0;
  private static final int FROM_LENGTH = 28;
  private static final int TO = 32;
  private static final int LINE = 64;

  private final int descriptor;
  private final boolean six;
  private final InetSocketAddress local;
  private final MemorySegment names = Arena.ofAuto().allocate(LINE, LINE);
  private final long from = names.address() + FROM;
  private final long fromLength = names.address() + FROM_LENGTH;
  private final long to = names.address() + TO;
  private boolean closed;
  private int targetLength;
  private @Nullable InetSocketAddress target;
  private @Nullable InetSocketAddress source;
  // The source's name, to see that the next is the same.
  private long sourceHead;
  private long sourceMiddle;
  private long sourceTail;
  private int sourceScope;
  private @Nullable MemorySegment scratch;
  private @Nullable LinuxWatch watch;

  private LinuxSocket(int descriptor, boolean six, InetSocketAddress local) {
    this.descriptor = descriptor;
    this.six = six;
    this.local = local;
  }

  /// @param six whether it speaks IPv6, and IPv4 as well if bound to the wildcard address
  static LinuxSocket bind(InetSocketAddress at, boolean six, int buffer) throws IOException {
    int descriptor = Libc.socket(six ? Libc.INET6 : Libc.INET);
    try (Arena arena = Arena.ofConfined()) {
      Libc.setBuffer(descriptor, Libc.RECEIVE_BUFFER, buffer);
      Libc.setBuffer(descriptor, Libc.SEND_BUFFER, buffer);
      if (six) {
        Libc.setBothFamilies(descriptor);
      }
      MemorySegment name = arena.allocate(SocketName.BYTES, Long.BYTES);
      Libc.bind(descriptor, name, SocketName.write(name, at, six));
      Libc.nameOf(descriptor, name);
      return new LinuxSocket(descriptor, six, SocketName.read(name));
    } catch (IOException refused) {
      Libc.close(descriptor);
      throw refused;
    }
  }

  @Override
  public InetSocketAddress local() {
    return local;
  }

  @Override
  public synchronized boolean isOpen() {
    return !closed;
  }

  @Override
  public synchronized @Nullable InetSocketAddress receive(ByteBuffer room) {
    if (closed) {
      return null;
    }
    Libc.MEMORY.set(JAVA_INT, fromLength, SocketName.BYTES);
    long received = Libc.receive(descriptor, MemorySegment.ofBuffer(room), from, fromLength);
    if (received < 0) {
      return null;
    }
    room.position(room.position() + (int) received);
    return source();
  }

  private InetSocketAddress source() {
    long head = Libc.MEMORY.get(JAVA_LONG, from);
    long middle = Libc.MEMORY.get(JAVA_LONG, from + 8);
    long tail = Libc.MEMORY.get(JAVA_LONG, from + 16);
    int scope = Libc.MEMORY.get(JAVA_INT, from + 24);
    InetSocketAddress known = source;
    if (known == null
        || head != sourceHead
        || middle != sourceMiddle
        || tail != sourceTail
        || scope != sourceScope) {
      known = SocketName.read(names.asSlice(FROM, SocketName.BYTES));
      source = known;
      sourceHead = head;
      sourceMiddle = middle;
      sourceTail = tail;
      sourceScope = scope;
    }
    return known;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // To look into two addresses costs more than to translate.
  public synchronized boolean send(ByteBuffer datagram, InetSocketAddress whom) {
    if (closed) {
      return false;
    }
    if (whom != target) {
      target = whom;
      targetLength = SocketName.write(names.asSlice(TO, SocketName.BYTES), whom, six);
    }
    if (targetLength == 0) {
      return false;
    }
    boolean sent = Libc.send(descriptor, outside(datagram), to, targetLength) >= 0;
    datagram.position(datagram.limit());
    return sent;
  }

  /// The datagram where the system can read it.
  private MemorySegment outside(ByteBuffer datagram) {
    MemorySegment bytes = MemorySegment.ofBuffer(datagram);
    if (bytes.isNative()) {
      return bytes;
    }
    MemorySegment room = scratch;
    if (room == null || room.byteSize() < bytes.byteSize()) {
      room = Arena.ofAuto().allocate(bytes.byteSize());
      scratch = room;
    }
    return room.asSlice(0, bytes.byteSize()).copyFrom(bytes);
  }

  /// From now on watched by this one.
  synchronized void enter(LinuxWatch by, Watch.Reader reader) throws IOException {
    if (!closed) {
      by.watch(descriptor, reader);
      watch = by;
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (watch != null) {
      watch.forget(descriptor);
    }
    Libc.close(descriptor);
  }
}
