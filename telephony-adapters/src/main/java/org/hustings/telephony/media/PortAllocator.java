package org.hustings.telephony.media;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.hustings.telephony.media.udp.Udp;
import org.hustings.telephony.media.udp.UdpSocket;
import org.jspecify.annotations.Nullable;

/// Gives out port pairs of the range, each to one leg at a time.
///
/// It goes round the range from a place that chance decides, so that a port is used again as late
/// as possible, by a server that was started again too (peers of its former life may send for
/// minutes), and a returned port rests for the drain time even then. A port that somebody else on
/// the machine holds is passed over. The port remembers the last stream that it carried: a peer
/// that never stopped sending can thus be told from the next call's.
final class PortAllocator {
  /// What came of asking for ports.
  sealed interface Allocation {
    /// A pair, bound.
    ///
    /// @param formerSsrc the stream that the port carried last
    record Bound(UdpSocket rtp, UdpSocket rtcp, InetSocketAddress address, OptionalInt formerSsrc)
        implements Allocation {}

    /// No pair is free.
    record Exhausted(int inUse, int draining, int heldByOthers) implements Allocation {}

    /// The system refuses more sockets.
    record SystemRefused(String cause) implements Allocation {}
  }

  private record Resting(int pair, long until) {}

  private static final int RTCP_BUFFER = 16 * 1024;

  private final Udp udp;
  private final InetAddress bind;
  private final PortRange range;
  private final long drainNanos;
  private final int socketBuffer;
  private final MediaClock clock;
  private final BitSet taken = new BitSet();
  private final Deque<Resting> resting = new ArrayDeque<>();
  private final @Nullable Integer[] formerSsrc;
  private int next;
  private int inUse;

  /// @param random where in the range to begin
  PortAllocator(MediaConfig config, Udp udp, RandomGenerator random) {
    this.udp = udp;
    this.bind = config.bind();
    this.range = config.ports();
    this.drainNanos = config.drainFor().toNanos();
    this.socketBuffer = config.socketBuffer();
    this.clock = config.timing().clock();
    this.formerSsrc = new Integer[range.pairs()];
    this.next = random.nextInt(range.pairs());
  }

  /// Binds the next free pair.
  synchronized Allocation allocate() {
    wakeRested();
    int heldByOthers = 0;
    for (int tried = 0; tried < range.pairs(); tried++) {
      int pair = next;
      next = (next + 1) % range.pairs();
      if (taken.get(pair)) {
        continue;
      }
      try {
        Allocation bound = bind(pair);
        taken.set(pair);
        inUse++;
        return bound;
      } catch (BindException _) {
        heldByOthers++;
      } catch (IOException refused) {
        return new Allocation.SystemRefused(String.valueOf(refused.getMessage()));
      }
    }
    return new Allocation.Exhausted(inUse, resting.size(), heldByOthers);
  }

  /// Takes a pair back, whose sockets the leg has closed.
  synchronized void release(int rtpPort, OptionalInt lastSsrc) {
    int pair = (rtpPort - range.first()) / 2;
    inUse--;
    formerSsrc[pair] = lastSsrc.isPresent() ? (Integer) lastSsrc.getAsInt() : null;
    resting.add(new Resting(pair, clock.nanos() + drainNanos));
  }

  /// Pairs that legs hold.
  synchronized int inUse() {
    return inUse;
  }

  /// Pairs that rest.
  synchronized int draining() {
    wakeRested();
    return resting.size();
  }

  private void wakeRested() {
    long now = clock.nanos();
    while (!resting.isEmpty() && resting.getFirst().until() - now <= 0) {
      taken.clear(resting.removeFirst().pair());
    }
  }

  private Allocation bind(int pair) throws IOException {
    int port = range.first() + 2 * pair;
    UdpSocket rtp = open(port, socketBuffer);
    try {
      UdpSocket rtcp = open(port + 1, RTCP_BUFFER);
      Integer former = formerSsrc[pair];
      return new Allocation.Bound(
          rtp,
          rtcp,
          new InetSocketAddress(bind, port),
          former == null ? OptionalInt.empty() : OptionalInt.of(former));
    } catch (IOException refused) {
      rtp.close();
      throw refused;
    }
  }

  private UdpSocket open(int port, int buffer) throws IOException {
    return udp.bind(new InetSocketAddress(bind, port), Udp.Families.OF_THE_ADDRESS, buffer);
  }
}
