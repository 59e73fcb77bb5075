package org.hustings.server.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.WallTimers;
import org.hustings.telephony.browser.BrowserConfig;
import org.hustings.telephony.browser.BrowserLegs;
import org.hustings.telephony.browser.dtls.BouncyDtls;
import org.hustings.telephony.browser.dtls.DtlsClient;
import org.hustings.telephony.leg.LegSound;
import org.hustings.telephony.leg.Stage;
import org.hustings.telephony.media.LegName;
import org.hustings.telephony.media.MediaClock;
import org.hustings.telephony.media.MediaConfig;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.MediaLeg;
import org.hustings.telephony.media.MediaMeters;
import org.hustings.telephony.media.Opening;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.phonenet.browser.SimulatedBrowser;
import org.hustings.telephony.prompt.Prompts;

/// Bridges under load in one media engine of its own: each joins a voter by plain RTP and a
/// volunteer of the kind that is measured, and both talk without a pause.
final class BridgeLoad implements AutoCloseable {
  /// How volunteers are connected.
  enum Kind {
    PLAIN,
    BROWSER
  }

  /// @param seconds that it lasted
  /// @param cpu of the media thread, 1 for all of one core
  /// @param latencies of packets from one side to the other, microseconds, in order
  record Measured(double seconds, double cpu, long sent, long received, List<Integer> latencies) {
    double cpuMicrosAPacket() {
      return cpu * seconds * 1e6 / Math.max(1, received);
    }

    double latencyNanos(double quantile) {
      return latencies.isEmpty()
          ? Double.NaN
          : 1_000.0 * latencies.get((int) (quantile * (latencies.size() - 1)));
    }
  }

  /// Says 20 ms.
  private interface Mouth {
    boolean say(byte[] sound);
  }

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final PortRange PORTS = new PortRange(30_000, 39_999);
  private static final long EVERY = Duration.ofMillis(20).toNanos();
  private static final int TICKS_A_SECOND = 50;
  private static final int CHECK_EVERY_TICKS = 250;
  private static final int UNCOUNTED = -1;

  private final Random random = new Random(200);
  private final WallTimers timers = new WallTimers(InstantSource.system());
  private final MediaEngine media = MediaEngine.start(MediaConfig.onLoopback(PORTS));
  private final DtlsClient dtls = new DtlsClient();
  private final Tally tally = new Tally();
  private final List<Mouth> mouths = new ArrayList<>();
  private final List<AutoCloseable> peers = new ArrayList<>();
  private final List<SimulatedBrowser> browsers = new ArrayList<>();
  private final Stage stage;
  private final BrowserLegs legs;
  private int turn;

  private BridgeLoad() throws IOException {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    ThreadedRunners runners = new ThreadedRunners((_, _) -> {});
    stage =
        new Stage(
            new Stage.Parts(
                media,
                Prompts.shipped(),
                MediaMeters.of(media, meters),
                new Stage.Limits(Duration.ofMinutes(5), Duration.ofMinutes(1)),
                _ -> {}),
            runners,
            timers,
            InstantSource.system());
    legs =
        BrowserLegs.open(
            BrowserConfig.onLoopback(),
            stage,
            new BouncyDtls(InstantSource.system()),
            meters,
            new BrowserLegs.Surroundings(runners, timers, MediaClock.ofTheMachine()));
  }

  static BridgeLoad start(Kind kind, int bridges) throws IOException {
    BridgeLoad load = new BridgeLoad();
    for (int i = 0; i < bridges; i++) {
      LegId voter = load.plain();
      LegId volunteer =
          switch (kind) {
            case PLAIN -> load.plain();
            case BROWSER -> load.browser();
          };
      load.stage.bridge(voter, volunteer);
    }
    return load;
  }

  private LegId plain() throws IOException {
    LegId id = new LegId(new UUID(random.nextLong(), random.nextLong()));
    Opening opening = media.open(new LegName(id.toString()), stage.keysOf(id));
    if (!(opening instanceof Opening.Opened(MediaLeg leg))) {
      throw new IOException("no media: " + opening);
    }
    PlainPeer peer = new PlainPeer(LOOPBACK, leg.localAddress(), random.nextInt(), tally);
    leg.connect(RemoteMedia.usual(peer.address(), G711.PCMU));
    stage.enter(new LegSound(stage, id, leg, stage.meter(MediaMeters.Kind.VOTER)));
    peers.add(peer);
    mouths.add(peer::say);
    return id;
  }

  private LegId browser() throws IOException {
    LegId id = new LegId(new UUID(random.nextLong(), random.nextLong()));
    SimulatedBrowser browser = new SimulatedBrowser(LOOPBACK, dtls, random, tally);
    BrowserReply reply =
        legs.connect(id, new BrowserMessage("application/sdp", browser.offer())).join();
    if (!(reply instanceof BrowserReply.Agreed agreed)) {
      throw new IOException("no browser: " + reply);
    }
    browser
        .takes(agreed.message().map(BrowserMessage::content).orElseThrow())
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
    peers.add(browser);
    browsers.add(browser);
    mouths.add(browser::say);
    return id;
  }

  /// Has all talk for so long, and measures. They go on for a second more, so that what is under
  /// way arrives and nobody's time stands still.
  Measured run(int seconds) throws InterruptedException {
    turn++;
    tally.begin(turn);
    long cpu = cpuOfMedia();
    long begun = System.nanoTime();
    long sent = talk(seconds, turn);
    long took = System.nanoTime() - begun;
    double used = (double) (cpuOfMedia() - cpu) / took;
    talk(1, UNCOUNTED);
    return new Measured(took / 1e9, used, sent, tally.received(), boxed(tally.latenciesMicros()));
  }

  private long talk(int seconds, int stamp) throws InterruptedException {
    long begun = System.nanoTime();
    long sent = 0;
    byte[] sound = new byte[160];
    for (int tick = 0; tick < seconds * TICKS_A_SECOND; tick++) {
      Tally.stamp(sound, stamp);
      for (Mouth mouth : mouths) {
        sent += mouth.say(sound) ? 1 : 0;
      }
      if (tick % CHECK_EVERY_TICKS == 0) {
        browsers.forEach(SimulatedBrowser::check);
      }
      parkUntil(begun + (tick + 1) * EVERY);
    }
    return sent;
  }

  private static List<Integer> boxed(int[] values) {
    List<Integer> list = new ArrayList<>(values.length);
    for (int value : values) {
      list.add(value);
    }
    return list;
  }

  private static void parkUntil(long moment) throws InterruptedException {
    for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException("the measurement was interrupted");
      }
    }
  }

  /// CPU time of the newest media thread, ns.
  private static long cpuOfMedia() {
    var threads = ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("media-0"))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.threadId()))
        .sum();
  }

  @Override
  public void close() throws IOException {
    for (AutoCloseable peer : peers) {
      try {
        peer.close();
      } catch (Exception cause) {
        throw new IOException("closing a peer", cause);
      }
    }
    legs.close();
    stage.close();
    media.close();
    timers.close();
  }
}
