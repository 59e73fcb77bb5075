package org.hustings.telephony.phonenet.wire;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.hustings.telephony.media.MediaLegListener;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.media.RemoteMedia;
import org.jspecify.annotations.Nullable;

/// Makes the [StampedSound]s of a network under load on one thread, with two system calls a packet
/// and nothing else: a few sockets carry all calls, and who is heard is known by where it comes
/// from. So the far end of a thousand calls costs less than what is measured.
final class StampedRoom implements SoundRoom {
  /// From one look at the clock and the sockets to the next.
  static final Duration TICK = Duration.ofMillis(2);

  private static final long TICK_NANOS = TICK.toNanos();
  private static final int TICKS_A_FRAME = 10;
  private static final int MOST_BEHIND = 100;
  private static final int GATES = 32;
  private static final int LARGEST = 2048;
  private static final int BUFFER = 4 << 20;

  private final InstantSource clock;
  private final StampCount count = new StampCount();
  private final List<Gate> gates = new ArrayList<>();
  private final List<Set<StampedSound>> speaking = new ArrayList<>();
  private final Set<StampedSound> young = new HashSet<>();
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private final ByteBuffer received = ByteBuffer.allocateDirect(LARGEST);
  private final AtomicInteger opened = new AtomicInteger();
  private final Thread thread = Thread.ofPlatform().name("stamps").unstarted(this::run);
  private volatile boolean closed;

  /// One socket, with those who speak through it.
  record Gate(
      DatagramChannel channel,
      InetSocketAddress address,
      Map<SocketAddress, StampedSound> byPeer) {}

  private StampedRoom(InstantSource clock) {
    this.clock = clock;
  }

  static StampedRoom open(InetAddress at, PortRange ports, InstantSource clock) throws IOException {
    StampedRoom room = new StampedRoom(clock);
    try {
      room.bind(at, ports);
    } catch (IOException e) {
      room.closeGates();
      throw e;
    }
    for (int i = 0; i < TICKS_A_FRAME; i++) {
      room.speaking.add(new HashSet<>());
    }
    room.thread.start();
    return room;
  }

  /// Takes the first ports that are free.
  private void bind(InetAddress at, PortRange ports) throws IOException {
    for (int port = ports.first(); port < ports.last() && gates.size() < GATES; port += 2) {
      DatagramChannel channel = DatagramChannel.open();
      InetSocketAddress address = new InetSocketAddress(at, port);
      try {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER).bind(address);
        channel.configureBlocking(false);
        gates.add(new Gate(channel, address, new HashMap<>()));
      } catch (BindException _) {
        channel.close();
      }
    }
    if (gates.isEmpty()) {
      throw new IOException("none of the media ports " + ports + " is free");
    }
  }

  StampCount count() {
    return count;
  }

  Instant now() {
    return clock.instant();
  }

  @Override
  public Optional<CallSound> open(String name, MediaLegListener listener, int lostPerMille) {
    int number = opened.getAndIncrement();
    return Optional.of(new StampedSound(this, gates.get(number % gates.size()), number & 0xFFFF));
  }

  /// On the room's thread, soon.
  void order(Runnable work) {
    orders.add(work);
  }

  void connect(StampedSound sound, RemoteMedia remote) {
    order(() -> {
      forget(sound);
      sound.connected(remote);
      sound.gate().byPeer().put(remote.rtp(), sound);
      if (sound.young()) {
        young.add(sound);
      } else {
        slotOf(sound).add(sound);
      }
    });
  }

  void leave(StampedSound sound) {
    order(() -> {
      forget(sound);
      sound.closed();
    });
  }

  private void forget(StampedSound sound) {
    InetSocketAddress before = sound.peer();
    if (before != null) {
      sound.gate().byPeer().remove(before, sound);
    }
    young.remove(sound);
    slotOf(sound).remove(sound);
  }

  /// Spreads those who speak over the time of a frame.
  private Set<StampedSound> slotOf(StampedSound sound) {
    return speaking.get(Math.floorMod(System.identityHashCode(sound), TICKS_A_FRAME));
  }

  private void run() {
    long begun = System.nanoTime();
    long tick = 0;
    while (!closed) {
      long behind = (System.nanoTime() - begun) / TICK_NANOS - tick;
      if (behind > MOST_BEHIND) {
        count.late(behind / TICKS_A_FRAME * speaking.stream().mapToLong(Set::size).sum());
        tick += behind;
      }
      for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
        order.run();
      }
      listen();
      if (behind > 0) {
        speak(tick++);
      } else {
        LockSupport.parkNanos(begun + (tick + 1) * TICK_NANOS - System.nanoTime());
      }
    }
    orders.forEach(Runnable::run);
    closeGates();
  }

  private void speak(long tick) {
    speaking.get((int) (tick % TICKS_A_FRAME)).forEach(this::send);
    if (!young.isEmpty()) {
      young.forEach(this::send);
      List<StampedSound> grown = young.stream().filter(sound -> !sound.young()).toList();
      grown.forEach(sound -> {
        young.remove(sound);
        slotOf(sound).add(sound);
      });
    }
  }

  private void send(StampedSound sound) {
    InetSocketAddress to = sound.peer();
    if (to == null) {
      return;
    }
    try {
      if (sound.gate().channel().send(sound.next(), to) > 0) {
        count.sent();
      }
    } catch (IOException _) {
      // The peer's port is gone: so is the call, soon.
    }
  }

  private void listen() {
    for (Gate gate : gates) {
      try {
        for (SocketAddress from = receive(gate); from != null; from = receive(gate)) {
          StampedSound sound = gate.byPeer().get(from);
          if (sound != null && received.limit() >= StampedSound.HEADER + 16) {
            sound.heard(received, count);
          }
        }
      } catch (IOException _) {
        // What an earlier packet met, not this one.
      }
    }
  }

  private @Nullable SocketAddress receive(Gate gate) throws IOException {
    received.clear();
    SocketAddress from = gate.channel().receive(received);
    received.flip();
    return from;
  }

  private void closeGates() {
    for (Gate gate : gates) {
      try {
        gate.channel().close();
      } catch (IOException _) {
        // Nothing was to be kept.
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
