package org.hustings.server.bench.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Both ends of all bridges: each says 20 ms of µ-law fifty times a second, at a moment of its own
/// within the 20 ms, and all that comes is heard.
///
/// One thread does it, and never waits at a socket: whoever sends to it wakes nobody, so that no
/// relay pays for how this is made. Some ends share a socket; a relay has a port for each all the
/// same.
final class Crosstalk implements AutoCloseable {
  /// What one turn came to.
  ///
  /// @param sent packets
  /// @param late by how long the last packet left after its time, ns: a bench that is slow itself
  ///   measures nothing
  record Said(long sent, long late) {}

  private static final int ENDS_PER_SOCKET = 25;
  private static final int BUFFER = 4 * 1024 * 1024;
  private static final int SOUND = 160;
  private static final long EVERY = Duration.ofMillis(20).toNanos();
  private static final long PAUSE = 100_000;
  private static final int MOST_BEFORE_HEARING = 32;
  private static final int MOST_AT_ONCE = 64;

  private record Mouth(DatagramChannel socket, InetSocketAddress to, int speaker, int ssrc) {}

  private final Selector selector = Selector.open();
  private final List<DatagramChannel> sockets = new ArrayList<>();
  private final List<Mouth> mouths = new ArrayList<>();
  private final ByteBuffer outgoing = ByteBuffer.allocateDirect(Hearing.HEADER + SOUND);
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(2048);
  private final Hearing hearing;
  private int[] counts = new int[0];
  private long said;

  private Crosstalk(Hearing hearing) throws IOException {
    this.hearing = hearing;
  }

  /// Opens the ends and has the relay bridge them.
  static Crosstalk over(Relay relay, InetAddress host, int bridges, Hearing hearing)
      throws IOException {
    Crosstalk crosstalk = new Crosstalk(hearing);
    Random random = new Random(bridges);
    for (int bridge = 0; bridge < bridges; bridge++) {
      if (bridge % ENDS_PER_SOCKET == 0) {
        crosstalk.openSocket(host);
        crosstalk.openSocket(host);
      }
      crosstalk.join(relay, bridge, random);
    }
    // Who speaks when in the 20 ms: the two of a bridge are not to follow each other.
    Collections.shuffle(crosstalk.mouths, random);
    crosstalk.counts = new int[2 * bridges];
    return crosstalk;
  }

  private void openSocket(InetAddress host) throws IOException {
    DatagramChannel socket = DatagramChannel.open();
    sockets.add(socket);
    socket.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
    socket.configureBlocking(false);
    socket.bind(new InetSocketAddress(host, 0));
    socket.register(selector, SelectionKey.OP_READ);
  }

  private void join(Relay relay, int bridge, Random random) throws IOException {
    DatagramChannel one = sockets.get(sockets.size() - 2);
    DatagramChannel other = sockets.getLast();
    Relay.Ports ports =
        relay.bridge(
            (InetSocketAddress) one.getLocalAddress(), (InetSocketAddress) other.getLocalAddress());
    mouths.add(new Mouth(one, ports.forOne(), 2 * bridge, random.nextInt()));
    mouths.add(new Mouth(other, ports.forOther(), 2 * bridge + 1, random.nextInt()));
  }

  /// Has all talk for so long, and hears what comes. What is still under way when it returns is
  /// heard the next time.
  ///
  /// @param turn on each packet
  Said talk(int turn, Duration during) throws IOException {
    long begun = System.nanoTime();
    long all = during.toNanos() / EVERY * mouths.size();
    long sent = 0;
    said = 0;
    while (sent < all) {
      long due = Math.min(all, (System.nanoTime() - begun) * mouths.size() / EVERY + 1);
      for (int i = 0; i < MOST_BEFORE_HEARING && sent < due; i++) {
        say(mouths.get((int) (sent % mouths.size())), turn);
        sent++;
      }
      selector.selectNow(this::drain);
      if (sent == due && sent < all) {
        LockSupport.parkNanos(PAUSE);
      }
    }
    return new Said(said, System.nanoTime() - begun - all / mouths.size() * EVERY);
  }

  private void say(Mouth mouth, int turn) {
    int count = counts[mouth.speaker()]++;
    outgoing.clear();
    outgoing.putShort(0, (short) 0x8000).putShort(2, (short) count).putInt(4, count * SOUND);
    outgoing.putInt(8, mouth.ssrc());
    Hearing.write(outgoing, turn, mouth.speaker(), count);
    try {
      said += mouth.socket().send(outgoing, mouth.to()) > 0 ? 1 : 0;
    } catch (IOException _) {
      // Refused by the machine: it was not said, and nobody is to blame for losing it.
    }
  }

  private void drain(SelectionKey key) {
    DatagramChannel socket = (DatagramChannel) key.channel();
    try {
      for (int i = 0; i < MOST_AT_ONCE; i++) {
        incoming.clear();
        if (socket.receive(incoming) == null) {
          return;
        }
        hearing.hear(incoming.flip());
      }
    } catch (IOException _) {
      // What cannot be read was not heard.
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (DatagramChannel socket : sockets) {
      socket.close();
    }
  }
}
