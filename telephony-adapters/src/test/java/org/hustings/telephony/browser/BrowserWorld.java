package org.hustings.telephony.browser;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.WallTimers;
import org.hustings.telephony.browser.dtls.BouncyDtls;
import org.hustings.telephony.browser.dtls.DtlsClient;
import org.hustings.telephony.leg.Stage;
import org.hustings.telephony.media.MediaClock;
import org.hustings.telephony.media.MediaConfig;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.MediaMeters;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.phonenet.browser.SimulatedBrowser;
import org.hustings.telephony.prompt.Prompts;
import org.jspecify.annotations.Nullable;

/// Browsers' legs on a real port of 127.0.0.1, whose events can be waited for and whose steady time
/// can be moved on.
final class BrowserWorld implements AutoCloseable {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final int PATIENCE_SECONDS = 30;

  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final BrowserLegs legs;
  final Stage stage;
  private final AtomicLong ahead = new AtomicLong();
  private final MediaClock steady = () -> System.nanoTime() + ahead.get();
  private final WallTimers timers = new WallTimers(InstantSource.system());
  private final MediaEngine media;
  private final DtlsClient dtls = new DtlsClient();
  private final Random random = new Random(8825);
  private final ConcurrentMap<LegId, BlockingQueue<LegEvent>> events = new ConcurrentHashMap<>();
  private final List<SimulatedBrowser> browsers = new ArrayList<>();

  BrowserWorld(BrowserConfig config) {
    MediaConfig.Timing usual = MediaConfig.Timing.usual();
    media =
        MediaEngine.start(
            MediaConfig.onLoopback(new PortRange(40_000, 40_099))
                .withTiming(
                    new MediaConfig.Timing(
                        steady, usual.wall(), usual.reportEvery(), usual.latch(), usual.quiet())));
    ThreadedRunners runners = new ThreadedRunners((_, _) -> {});
    stage =
        new Stage(
            new Stage.Parts(
                media,
                Prompts.shipped(),
                MediaMeters.of(media, metrics),
                new Stage.Limits(Duration.ofSeconds(15), Duration.ofHours(1)),
                event -> of(event.leg()).add(event)),
            runners,
            timers,
            InstantSource.system());
    try {
      legs =
          BrowserLegs.open(
              config,
              stage,
              new BouncyDtls(InstantSource.system()),
              metrics,
              new BrowserLegs.Surroundings(runners, timers, steady));
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /// One browser and its leg.
  record Joined(LegId leg, SimulatedBrowser browser, Heard heard) {}

  /// What a browser heard.
  static final class Heard implements SimulatedBrowser.Ear {
    private final BlockingQueue<byte[]> packets = new LinkedBlockingQueue<>();

    @Override
    public void heard(java.nio.ByteBuffer packet) {
      byte[] sound = new byte[packet.remaining() - 12];
      packet.get(packet.position() + 12, sound);
      packets.add(sound);
    }

    /// The next packet's sound.
    byte[] next() {
      try {
        byte @Nullable [] sound = packets.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (sound == null) {
          throw new AssertionError("nothing was heard in time");
        }
        return sound;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError(interrupted);
      }
    }
  }

  SimulatedBrowser browser(SimulatedBrowser.Ear ear) {
    SimulatedBrowser browser = new SimulatedBrowser(LOOPBACK, dtls, random, ear);
    browsers.add(browser);
    return browser;
  }

  BrowserReply connect(LegId leg, String offer) {
    return get(legs.connect(leg, new BrowserMessage("application/sdp", offer)));
  }

  /// A browser whose connection is secured, and who has not said anything yet.
  Joined connected() {
    LegId leg = new LegId(new UUID(1, random.nextLong()));
    Heard heard = new Heard();
    SimulatedBrowser browser = browser(heard);
    BrowserReply.Agreed agreed = (BrowserReply.Agreed) connect(leg, browser.offer());
    get(browser.takes(agreed.message().map(BrowserMessage::content).orElseThrow()));
    return new Joined(leg, browser, heard);
  }

  /// A browser that is heard.
  Joined joined() {
    Joined joined = connected();
    saysUntil(joined, LegEvent.Answered.class);
    return joined;
  }

  /// Says silence until something is told: a first packet may come before there are keys for it.
  <E extends LegEvent> E saysUntil(Joined who, Class<E> kind) {
    for (int i = 0; i < 50 * PATIENCE_SECONDS; i++) {
      who.browser().say(silence());
      LegEvent event = poll(who.leg(), 20);
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
    }
    throw new AssertionError("no " + kind.getSimpleName() + " came in time");
  }

  static byte[] silence() {
    byte[] sound = new byte[160];
    java.util.Arrays.fill(sound, (byte) 0xFF);
    return sound;
  }

  BrowserReply change(LegId leg, String fragment, Optional<String> version) {
    return get(
        legs.change(leg, new BrowserMessage("application/trickle-ice-sdpfrag", fragment), version));
  }

  <E extends LegEvent> E await(LegId leg, Class<E> kind) {
    LegEvent event = poll(leg, 1_000L * PATIENCE_SECONDS);
    while (event != null && !kind.isInstance(event)) {
      event = poll(leg, 1_000L * PATIENCE_SECONDS);
    }
    if (event == null) {
      throw new AssertionError("no " + kind.getSimpleName() + " came in time");
    }
    return kind.cast(event);
  }

  private @Nullable LegEvent poll(LegId leg, long millis) {
    try {
      return of(leg).poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private BlockingQueue<LegEvent> of(LegId leg) {
    return events.computeIfAbsent(leg, _ -> new LinkedBlockingQueue<>());
  }

  /// Lets the media's time jump.
  void jump(Duration by) {
    ahead.addAndGet(by.toNanos());
  }

  /// Everything that came to the port before is dealt with.
  void dealtWith(Joined witness) {
    stage.sendDigits(witness.leg(), "1");
    witness.heard().packets.clear();
    witness.heard().next();
  }

  double dropped(String why) {
    return metrics.get("hustings.browser.dropped").tag("why", why).counter().count();
  }

  InetSocketAddress port() {
    return legs.local();
  }

  static <T> T get(CompletableFuture<T> future) {
    return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    browsers.forEach(SimulatedBrowser::close);
    legs.close();
    stage.close();
    media.close();
    timers.close();
  }
}
