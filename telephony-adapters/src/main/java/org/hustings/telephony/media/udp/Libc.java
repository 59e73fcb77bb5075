package org.hustings.telephony.media.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.net.BindException;

/// The calls of the system, with the numbers of Linux on x86-64 and aarch64. What each does stands
/// in the manual's section 2 under its name.
///
/// [#receive] and [#send] are called for each packet and tell a failure from a success, no more.
/// The others throw with the system's own words.
@SuppressWarnings("restricted") // Only descriptors and memory of this package get here.
final class Libc {
  static final int INET = 2;
  static final int INET6 = 10;

  private static final int DATAGRAM = 2;
  private static final int NOT_BLOCKING = 0x800;
  private static final int CLOSED_ON_EXEC = 0x80000;
  private static final int SOCKET_LEVEL = 1;
  static final int SEND_BUFFER = 7;
  static final int RECEIVE_BUFFER = 8;
  private static final int IPV6_LEVEL = 41;
  private static final int IPV6_ONLY = 26;
  private static final int ADD = 1;
  private static final int READABLE = 1;

  private static final int INTERRUPTED = 4;
  private static final int FAMILY_NOT_SUPPORTED = 97;
  private static final int ADDRESS_IN_USE = 98;
  private static final int ADDRESS_NOT_AVAILABLE = 99;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERROR =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle RECVFROM =
      plain(
          "recvfrom",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle SENDTO =
      plain(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));
  private static final MethodHandle READ =
      plain("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      plain("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      plain("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle STRERROR =
      plain("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
  private static final MethodHandle SOCKET = telling("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle SETSOCKOPT =
      telling("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle BIND = telling("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME =
      telling("getsockname", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle EPOLL_CREATE = telling("epoll_create1", JAVA_INT);
  private static final MethodHandle EPOLL_CTL =
      telling("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle EPOLL_WAIT =
      telling("epoll_wait", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle EVENTFD = telling("eventfd", JAVA_INT, JAVA_INT);

  /// The machine has no such kind of address.
  static final class NoSuchFamily extends IOException {
    private static final long serialVersionUID = 1;

    NoSuchFamily(String message) {
      super(message);
    }
  }

  private Libc() {}

  private static MethodHandle plain(String name, FunctionDescriptor shape, Linker.Option... how) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, how);
  }

  /// A call that gives a number, or leaves what was wrong in its first argument.
  private static MethodHandle telling(String name, MemoryLayout... arguments) {
    return plain(
        name, FunctionDescriptor.of(JAVA_INT, arguments), Linker.Option.captureCallState("errno"));
  }

  // ── for each packet ──

  /// All memory, for who holds an address of his own: neither a segment nor its session is looked
  /// at for each packet.
  static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /// @param name address of what gets whose it is
  /// @param nameLength address of how long a name may be; gets how long it is
  /// @return bytes, or less than 0 for none
  static long receive(int socket, MemorySegment room, long name, long nameLength) {
    try {
      return (long) RECVFROM.invokeExact(socket, room, room.byteSize(), 0, name, nameLength);
    } catch (Throwable fault) {
      throw unexpected(fault);
    }
  }

  /// @param name address of whom it goes to
  /// @return less than 0 if it did not go
  static long send(int socket, MemorySegment datagram, long name, int nameLength) {
    try {
      return (long) SENDTO.invokeExact(socket, datagram, datagram.byteSize(), 0, name, nameLength);
    } catch (Throwable fault) {
      throw unexpected(fault);
    }
  }

  // ── sockets ──

  static int socket(int family) throws IOException {
    int kind = DATAGRAM | NOT_BLOCKING | CLOSED_ON_EXEC;
    return told("socket", (_, state) -> (int) SOCKET.invokeExact(state, family, kind, 0));
  }

  /// @param which [#SEND_BUFFER] or [#RECEIVE_BUFFER]
  static void setBuffer(int socket, int which, int bytes) throws IOException {
    set(socket, SOCKET_LEVEL, which, bytes);
  }

  /// Has an IPv6 socket speak IPv4 as well.
  static void setBothFamilies(int socket) throws IOException {
    set(socket, IPV6_LEVEL, IPV6_ONLY, 0);
  }

  private static void set(int socket, int level, int option, int number) throws IOException {
    told(
        "setsockopt",
        (arena, state) -> {
          MemorySegment value = arena.allocateFrom(JAVA_INT, number);
          return (int) SETSOCKOPT.invokeExact(state, socket, level, option, value, Integer.BYTES);
        });
  }

  static void bind(int socket, MemorySegment name, int nameLength) throws IOException {
    told("bind", (_, state) -> (int) BIND.invokeExact(state, socket, name, nameLength));
  }

  /// @param name gets where the socket is bound
  static void nameOf(int socket, MemorySegment name) throws IOException {
    told(
        "getsockname",
        (arena, state) -> {
          MemorySegment length = arena.allocateFrom(JAVA_INT, (int) name.byteSize());
          return (int) GETSOCKNAME.invokeExact(state, socket, name, length);
        });
  }

  // ── watches ──

  static int epoll() throws IOException {
    return told(
        "epoll_create1", (_, state) -> (int) EPOLL_CREATE.invokeExact(state, CLOSED_ON_EXEC));
  }

  /// Something to read that wakes a watch up.
  static int eventfd() throws IOException {
    int kind = NOT_BLOCKING | CLOSED_ON_EXEC;
    return told("eventfd", (_, state) -> (int) EVENTFD.invokeExact(state, 0, kind));
  }

  /// From now on the descriptor is named whenever it has something to read.
  static void watch(int epoll, int descriptor) throws IOException {
    told(
        "epoll_ctl",
        (arena, state) -> {
          MemorySegment event = new EpollEvents(arena, 1).asking(READABLE, descriptor);
          return (int) EPOLL_CTL.invokeExact(state, epoll, ADD, descriptor, event);
        });
  }

  /// A place for what [#await] leaves of its faults.
  static MemorySegment state(Arena arena) {
    return arena.allocate(STATE);
  }

  /// @return how many descriptors have something, which stand in the events; 0 after a signal
  static int await(int epoll, EpollEvents events, int millis, MemorySegment state)
      throws IOException {
    try {
      int ready =
          (int) EPOLL_WAIT.invokeExact(state, epoll, events.memory(), events.most(), millis);
      return ready < 0 && (int) ERROR.get(state, 0L) == INTERRUPTED
          ? 0
          : checked("epoll_wait", ready, state);
    } catch (Throwable fault) {
      throw thrown(fault);
    }
  }

  // ── any descriptor ──

  static long read(int descriptor, MemorySegment to) {
    try {
      return (long) READ.invokeExact(descriptor, to, to.byteSize());
    } catch (Throwable fault) {
      throw unexpected(fault);
    }
  }

  static long write(int descriptor, MemorySegment from) {
    try {
      return (long) WRITE.invokeExact(descriptor, from, from.byteSize());
    } catch (Throwable fault) {
      throw unexpected(fault);
    }
  }

  /// Once for each descriptor: the system may give its number to somebody else at once.
  static void close(int descriptor) {
    try {
      int _ = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable fault) {
      throw unexpected(fault);
    }
  }

  // ── faults ──

  /// A call that is not made for each packet.
  private interface Rare {
    int in(Arena arena, MemorySegment state) throws Throwable;
  }

  private static int told(String name, Rare call) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      return checked(name, call.in(arena, state), state);
    } catch (Throwable fault) {
      throw thrown(fault);
    }
  }

  private static int checked(String call, int result, MemorySegment state) throws IOException {
    if (result >= 0) {
      return result;
    }
    int error = (int) ERROR.get(state, 0L);
    String message = call + ": " + words(error);
    throw switch (error) {
      case ADDRESS_IN_USE, ADDRESS_NOT_AVAILABLE -> new BindException(message);
      case FAMILY_NOT_SUPPORTED -> new NoSuchFamily(message);
      default -> new IOException(message);
    };
  }

  private static String words(int error) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(error);
      return text.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable fault) {
      throw unexpected(fault);
    }
  }

  private static IOException thrown(Throwable fault) {
    if (fault instanceof IOException expected) {
      return expected;
    }
    throw unexpected(fault);
  }

  /// The handles declare to throw anything, and throw nothing but what the JVM itself does.
  private static RuntimeException unexpected(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    return fault instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("a call of the system", fault);
  }
}
