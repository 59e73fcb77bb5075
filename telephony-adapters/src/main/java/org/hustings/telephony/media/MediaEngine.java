package org.hustings.telephony.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.hustings.telephony.media.udp.Udp;
import org.hustings.telephony.media.udp.UdpSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The media engine: opens legs and bridges them. All methods may be called from any thread; none
/// blocks, except [#close].
public final class MediaEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MediaEngine.class);
  // A watch holds an epoll instance and an eventfd.
  private static final int DESCRIPTORS_PER_LOOP = 2;

  private final MediaConfig config;
  private final Udp udp;
  private final RandomGenerator random;
  private final PortAllocator ports;
  private final List<MediaLoop> loops;
  private final AtomicInteger nextLoop = new AtomicInteger();
  private final Set<LegCore> legs = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private MediaEngine(MediaConfig config, Udp udp, RandomGenerator random, List<MediaLoop> loops) {
    this.config = config;
    this.udp = udp;
    this.random = random;
    this.ports = new PortAllocator(config, udp, random);
    this.loops = List.copyOf(loops);
  }

  /// Starts the loops.
  public static MediaEngine start(MediaConfig config) {
    // SSRCs and first sequence numbers must not be guessable (RFC 3550 section 9.1).
    return start(config, new SecureRandom());
  }

  /// Starts the loops with a given source of SSRCs and the like, for repeatable tests.
  public static MediaEngine start(MediaConfig config, RandomGenerator random) {
    return start(config, random, Udp.ofThisSystem());
  }

  /// Starts the loops on a given way to the system.
  static MediaEngine start(MediaConfig config, RandomGenerator random, Udp udp) {
    List<MediaLoop> loops = new ArrayList<>();
    try {
      for (int i = 0; i < config.loops(); i++) {
        loops.add(MediaLoop.start("media-" + i, config.timing().clock(), udp));
      }
    } catch (IOException cause) {
      throw new UncheckedIOException("no watch for a media loop", cause);
    }
    return new MediaEngine(config, udp, random, loops);
  }

  /// Opens a leg on the next free ports. It is deaf and dumb until [MediaLeg#connect].
  public Opening open(LegName name, MediaLegListener listener) {
    return open(name, listener, nextLoop());
  }

  private MediaLoop nextLoop() {
    return loops.get(Math.floorMod(nextLoop.getAndIncrement(), loops.size()));
  }

  /// Opens a leg on the loop of another one, so that bridging them costs no copy between threads.
  public Opening open(LegName name, MediaLegListener listener, MediaLeg beside) {
    return open(name, listener, beside.core().loop());
  }

  private Opening open(LegName name, MediaLegListener listener, MediaLoop loop) {
    if (closed) {
      return new Opening.Refused(Opening.Reason.CLOSED, "The media engine is closed.");
    }
    return switch (ports.allocate()) {
      case PortAllocator.Allocation.Bound bound -> opened(name, listener, loop, bound);
      case PortAllocator.Allocation.Exhausted(int inUse, int draining, int byOthers) ->
          refused(
              name,
              Opening.Reason.PORTS_EXHAUSTED,
              "No media port is free: %d pairs in use, %d draining, %d held by others. Widen media.ports."
                  .formatted(inUse, draining, byOthers));
      case PortAllocator.Allocation.SystemRefused(String cause) ->
          refused(
              name,
              Opening.Reason.SYSTEM_REFUSED,
              "The system gave no socket (%s). Check media.bind and the limit of open files."
                  .formatted(cause));
    };
  }

  private Opening opened(
      LegName name,
      MediaLegListener listener,
      MediaLoop loop,
      PortAllocator.Allocation.Bound bound) {
    OwnSockets wire =
        new OwnSockets(
            new LegSockets(bound.rtp(), bound.rtcp()),
            new PeerLatch(config.timing(), bound.formerSsrc()));
    int port = bound.address().getPort();
    LegCore core =
        new LegCore(loop, wire, setting(listener, ended -> ports.release(port, ended.lastSsrc())));
    return begun(name, bound.address(), core, listener);
  }

  private LegCore.Setting setting(MediaLegListener listener, Consumer<LegCore> closed) {
    return new LegCore.Setting(
        config,
        random,
        listener,
        ended -> {
          // Who sees that it is gone sees its ports rest.
          closed.accept(ended);
          legs.remove(ended);
        });
  }

  private Opening begun(
      LegName name, InetSocketAddress address, LegCore core, MediaLegListener listener) {
    legs.add(core);
    MediaLeg leg = new MediaLeg(name, address, core, config.timing().clock(), listener);
    if (!core.loop().execute(core::open)) {
      core.close();
      return new Opening.Refused(Opening.Reason.CLOSED, "The media engine is closed.");
    }
    return new Opening.Opened(leg);
  }

  /// Opens a port that many legs share. It stays on one loop, and so do its legs.
  ///
  /// @param bind a wildcard address takes IPv4 and IPv6
  /// @param buffer bytes asked for per direction
  /// @throws IOException if the address cannot be bound
  public MediaPort openPort(InetSocketAddress bind, int buffer, MediaPort.Keeper keeper)
      throws IOException {
    UdpSocket socket = udp.bind(bind, Udp.Families.BOTH, buffer);
    MediaPort port = new MediaPort(nextLoop(), socket, keeper);
    port.loop()
        .execute(() -> {
          try {
            port.loop().adopt(port);
          } catch (IOException cause) {
            throw new UncheckedIOException("a new shared port cannot be watched", cause);
          }
        });
    return port;
  }

  /// Opens a leg with a seat at a shared port. It is deaf and dumb until [MediaLeg#connect].
  public Opening open(LegName name, MediaLegListener listener, MediaPort port, MediaSeat seat) {
    if (closed) {
      return new Opening.Refused(Opening.Reason.CLOSED, "The media engine is closed.");
    }
    LegCore core = new LegCore(port.loop(), seat, setting(listener, _ -> {}));
    return begun(name, port.local(), core, listener);
  }

  private static Opening refused(LegName name, Opening.Reason reason, String whatToDo) {
    LOG.warn("event=media-refused leg={} reason={} {}", name, reason, whatToDo);
    return new Opening.Refused(reason, whatToDo);
  }

  /// Joins two legs so that each hears the other. A leg that is in another bridge leaves it.
  public MediaBridge bridge(MediaLeg one, MediaLeg other) {
    return bridge(
        List.of(
            MediaBridge.Seat.hearingAndSpeaking(one), MediaBridge.Seat.hearingAndSpeaking(other)));
  }

  /// Joins legs by their seats. A leg that is in another bridge leaves it.
  public MediaBridge bridge(List<MediaBridge.Seat> seats) {
    MediaBridge bridge = new MediaBridge(seats);
    bridge.join();
    return bridge;
  }

  /// Parts what was joined; legs that have since joined another bridge stay there.
  public void unbridge(MediaBridge bridge) {
    bridge.dissolve();
  }

  public EngineStatistics statistics() {
    int open = legs.size();
    return new EngineStatistics(
        open,
        ports.draining(),
        2 * ports.inUse() + DESCRIPTORS_PER_LOOP * loops.size(),
        loops.stream().mapToLong(MediaLoop::faults).sum(),
        loops.stream().mapToLong(MediaLoop::restarts).sum(),
        Duration.ofNanos(loops.stream().mapToLong(MediaLoop::lateness).max().orElse(0)));
  }

  /// For tests of what happens when a loop breaks.
  MediaLoop loop(int index) {
    return loops.get(index);
  }

  /// Ends all legs and loops.
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    for (MediaLoop loop : loops) {
      try {
        loop.stop();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
