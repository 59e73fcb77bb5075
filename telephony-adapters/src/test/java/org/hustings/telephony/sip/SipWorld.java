package org.hustings.telephony.sip;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.core.telephony.Telephony.Permit;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.WallTimers;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.media.MediaConfig;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.prompt.Prompts;
import org.hustings.telephony.sip.SipConfig.Limits;
import org.hustings.telephony.sip.SipConfig.Listen;
import org.hustings.telephony.sip.TrunkConfig.Address;
import org.hustings.telephony.sip.TrunkConfig.Capacity;
import org.hustings.telephony.sip.stack.SipStackFactory;
import org.hustings.telephony.sip.stack.Transport;
import org.hustings.telephony.sip.stack.jain.JainStack;
import org.jspecify.annotations.Nullable;

/// A [SipTelephony] on real sockets of 127.0.0.1 whose events can be waited for.
final class SipWorld implements AutoCloseable {
  static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  static final PhoneNumber VOTER = new PhoneNumber("+19195550182");
  static final PhoneNumber CALLER_ID = new PhoneNumber("+19195550100");
  static final Duration RING_FOR = Duration.ofSeconds(10);
  private static final int PATIENCE_SECONDS = 15;

  final WallTimers timers = new WallTimers(InstantSource.system());
  final MediaEngine media;
  final SipTelephony telephony;
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final Queue<Throwable> failedRunners = new ConcurrentLinkedQueue<>();
  private final ConcurrentMap<LegId, BlockingQueue<LegEvent>> events = new ConcurrentHashMap<>();
  private final BlockingQueue<LegEvent.Offered> offers = new LinkedBlockingQueue<>();
  private volatile boolean stores = true;
  private volatile Predicate<LegEvent.Offered> unknown = _ -> false;

  private SipWorld(SipConfig config, SipStackFactory stacks) {
    media =
        MediaEngine.start(MediaConfig.on(config.listen().bind(), new PortRange(40_000, 49_999)));
    try {
      telephony =
          SipTelephony.open(
              config,
              new SipTelephony.Parts(stacks, media, Prompts.shipped(), metrics),
              new SipTelephony.Surroundings(
                  new ThreadedRunners((_, thrown) -> failedRunners.add(thrown)),
                  timers,
                  InstantSource.system()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    telephony.listen(this::note);
  }

  static SipWorld open(SipConfig config) {
    return new SipWorld(config, JainStack::open);
  }

  /// On another SIP stack than the usual.
  static SipWorld open(SipConfig config, SipStackFactory stacks) {
    return new SipWorld(config, stacks);
  }

  /// With one trunk that leads to a port of this machine.
  static SipWorld towards(int port, Transport transport) {
    return open(config(trunk(port, transport)));
  }

  static TrunkConfig trunk(int port, Transport transport) {
    return TrunkConfig.of(
        "carrier", new Address("127.0.0.1", port, transport), Capacity.of(100, 1000));
  }

  static SipConfig config(TrunkConfig... trunks) {
    return new SipConfig(Listen.on(LOOPBACK, 0), List.of(trunks), List.of(), Limits.usual());
  }

  /// With another T1 than the usual 500 ms, from which all of SIP's times derive.
  static SipConfig quick(Duration t1, TrunkConfig... trunks) {
    SipConfig usual = config(trunks);
    return new SipConfig(
        usual.listen(), usual.trunks(), usual.knownPeers(), usual.limits().withT1(t1));
  }

  /// As the engine does, what is told of a dialog counts as stored a moment later.
  private void note(LegEvent event) {
    if (event instanceof LegEvent.Established established && stores) {
      telephony.dialogStored(established.leg(), established.dialog());
    }
    if (event instanceof LegEvent.Offered offered) {
      if (unknown.test(offered)) {
        telephony.reject(offered.leg(), Telephony.Rejection.UNKNOWN_NUMBER);
      } else {
        offers.add(offered);
      }
    }
    of(event.leg()).add(event);
  }

  /// Callers of what is no number of ours are told so, as the engine does.
  void refuse(Predicate<LegEvent.Offered> other) {
    unknown = other;
  }

  /// From now on nothing that is told of dialogs is stored.
  void storeNothing() {
    stores = false;
  }

  private BlockingQueue<LegEvent> of(LegId leg) {
    return events.computeIfAbsent(leg, _ -> new LinkedBlockingQueue<>());
  }

  Permit permit() {
    return ((Admission.Admitted) telephony.admit(timersNow())).permit();
  }

  static java.time.Instant timersNow() {
    return InstantSource.system().instant();
  }

  LegId call(Duration ringFor) {
    return call(VOTER, ringFor);
  }

  LegId call(PhoneNumber to, Duration ringFor) {
    return call(to, ringFor, permit());
  }

  LegId call(PhoneNumber to, Duration ringFor, Permit permit) {
    LegId leg = new LegId(UUID.randomUUID());
    telephony.originate(new DialOrder(leg, to, Optional.of(CALLER_ID), ringFor, false, permit));
    return leg;
  }

  /// What a counter without tags stands at.
  int count(String counter) {
    return (int) metrics.counter(counter).count();
  }

  /// Waits until the calls-per-second budget has room again.
  Permit awaitPermit() {
    while (true) {
      switch (telephony.admit(timersNow())) {
        case Admission.Admitted(Permit permit) -> {
          return permit;
        }
        case Admission.NotNow(_, java.time.Instant again) -> {
          CountDownLatch due = new CountDownLatch(1);
          timers.at(again, due::countDown);
          await(due);
        }
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("no room came in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Lets everything that was asked of the adapter be done.
  void settle() {
    CountDownLatch quiet = new CountDownLatch(1);
    timers.at(timersNow().plusMillis(300), quiet::countDown);
    await(quiet);
  }

  /// Lets others have the machine for a moment.
  void settleBriefly() {
    CountDownLatch quiet = new CountDownLatch(1);
    timers.at(timersNow().plusMillis(10), quiet::countDown);
    await(quiet);
  }

  /// The next event of a kind; what comes before it is skipped.
  <E extends LegEvent> E await(LegId leg, Class<E> kind) {
    return await(leg, kind, _ -> {});
  }

  /// The next event of a kind; all that is taken, it included, is noted.
  <E extends LegEvent> E await(LegId leg, Class<E> kind, Consumer<LegEvent> noted) {
    try {
      while (true) {
        @Nullable LegEvent event = of(leg).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
          throw new AssertionError("no " + kind.getSimpleName() + " came in time");
        }
        noted.accept(event);
        if (kind.isInstance(event)) {
          return kind.cast(event);
        }
        if (event instanceof LegEvent.Ended ended) {
          throw new AssertionError("waited for " + kind.getSimpleName() + ", got " + ended);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  LegEnd end(LegId leg) {
    return await(leg, LegEvent.Ended.class).end();
  }

  LegEvent.Offered offered() {
    try {
      LegEvent.@Nullable Offered offer = offers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (offer == null) {
        throw new AssertionError("nobody called in time");
      }
      return offer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// What was told of a leg and not waited for yet.
  List<LegEvent> rest(LegId leg) {
    return List.copyOf(of(leg));
  }

  @Override
  public void close() {
    telephony.close();
    media.close();
    timers.close();
  }
}
