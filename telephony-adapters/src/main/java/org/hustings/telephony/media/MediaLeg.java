package org.hustings.telephony.media;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.hustings.telephony.media.dtmf.Digit;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.dtmf.ToneDigits;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.rtp.AudioTimeline;
import org.jspecify.annotations.Nullable;

/// One party's media: a pair of ports, what comes in and what goes out.
///
/// All methods may be called from any thread and never block; requests are carried out on the leg's
/// loop in the order of asking. Callbacks come on that loop and must only enqueue. On a closed leg
/// requests do nothing, and `play` and `press` report [PlayEnd.How#LEG_GONE].
///
/// While the peer is known and wants sound, the leg sends one continuous stream: keys before
/// playing, playing before the bridge, the bridge before comfort ([#whenIdle]).
public final class MediaLeg implements AutoCloseable {
  /// Listens to what the peer says, in order, with silence where nothing came.
  @FunctionalInterface
  public interface Ear {
    /// @param samples 8,000 a second; the array is the ear's to keep
    void heard(short[] samples);
  }

  /// Something that goes on until it is stopped.
  @FunctionalInterface
  public interface Ongoing {
    void stop();
  }

  private static final int REORDER_WINDOW = 480;

  private final LegName name;
  private final InetSocketAddress localAddress;
  private final LegCore core;
  private final MediaClock clock;
  private final MediaLegListener listener;
  private final AtomicReference<@Nullable MediaBridge> bridge = new AtomicReference<>();

  MediaLeg(
      LegName name,
      InetSocketAddress localAddress,
      LegCore core,
      MediaClock clock,
      MediaLegListener listener) {
    this.name = name;
    this.localAddress = localAddress;
    this.core = core;
    this.clock = clock;
    this.listener = listener;
  }

  public LegName name() {
    return name;
  }

  /// Where the peer is to send RTP; RTCP goes one port higher, or here as well (RFC 5761).
  public InetSocketAddress localAddress() {
    return localAddress;
  }

  /// Names the peer, or changes what was agreed with it (hold, another codec, another address).
  /// Packets that come before this are dropped.
  public void connect(RemoteMedia remote) {
    ask(() -> core.connect(remote));
  }

  /// Plays to the peer. What was being played is cut. While the peer is unknown or on hold, playing
  /// waits.
  ///
  /// @param onEnd hears once how it ended
  public void play(Playable playable, Consumer<PlayEnd> onEnd) {
    ask(
        () -> core.send((outbound, now) -> outbound.play(playable, onEnd, now)),
        () -> onEnd.accept(gone()));
  }

  /// Cuts what is being played.
  public void stopPlaying() {
    ask(() -> core.send((outbound, _) -> outbound.stopPlaying()));
  }

  /// Presses keys: as telephone events where agreed, else as tones. Several requests queue up.
  public void press(Digits digits, Consumer<PlayEnd> onEnd) {
    ask(
        () -> core.send((outbound, now) -> outbound.press(digits, onEnd, now)),
        () -> onEnd.accept(gone()));
  }

  /// What to send when there is nothing else. [Idle#COMFORT] unless said otherwise.
  public void whenIdle(Idle idle) {
    ask(() -> core.send((outbound, now) -> outbound.whenIdle(idle, now)));
  }

  /// Listens to the peer, on the loop.
  public Ongoing listen(Ear ear) {
    return tap((ring, from, length) -> {
      short[] samples = new short[length];
      for (int i = 0; i < length; i++) {
        samples[i] = G711.PCMU.decode(ring[from + i]);
      }
      ear.heard(samples);
    });
  }

  /// Also takes tones in the peer's sound for keys, as long as it has sent no telephone event. Only
  /// while keys are expected: speech can, rarely, sound like one.
  public Ongoing detectTones() {
    Consumer<Digit> found =
        digit -> {
          if (!core.inbound().eventsSeen()) {
            listener.digit(digit);
          }
        };
    ToneDigits tones = new ToneDigits(found);
    return tap((ring, from, length) -> {
      for (int i = 0; i < length; i++) {
        tones.sample(G711.PCMU.decode(ring[from + i]));
      }
    });
  }

  /// Records the peer, or what it is sent, or both on one time line.
  ///
  /// @param longest ends the recording by itself
  /// @param onEnd gets it when it is stopped, full, or the leg is closed
  public Ongoing record(Recorded.Sides sides, Duration longest, Consumer<Recorded> onEnd) {
    Recording recording = new Recording(core.taps(), clock, sides, longest, onEnd);
    ask(recording::begin, recording::end);
    return () -> ask(recording::end, recording::end);
  }

  private Ongoing tap(AudioTimeline.Sink sink) {
    AudioTimeline timeline =
        new AudioTimeline(G711.PCMU.silence(), REORDER_WINDOW, clock.nanos(), sink);
    ask(() -> core.taps().received().add(timeline));
    return () -> ask(() -> core.taps().remove(timeline));
  }

  /// A look at the counters.
  public LegStatistics statistics() {
    Inbound in = core.inbound();
    Outbound out = core.outbound();
    LegReports reports = core.reports();
    long lastAt = in.lastAt.get();
    long roundTrip = reports.roundTrip.get();
    long unsentAfterAll = core.unsentAfterAll();
    return new LegStatistics(
        new LegStatistics.Received(
            in.packets.get(), in.octets.get(), in.lost.get(), samples(in.jitter.get())),
        new LegStatistics.Sent(
            out.packets.get() - unsentAfterAll,
            out.octets.get(),
            out.unsent.get() + unsentAfterAll,
            out.skipped.get(),
            Optional.ofNullable(reports.atPeer())),
        new LegStatistics.Refused(in.malformed.get(), in.wrongPayload.get(), in.strangers.get()),
        lastAt == Long.MIN_VALUE
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(clock.nanos() - lastAt)),
        roundTrip < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(roundTrip)),
        Optional.ofNullable(core.latchedTo()));
  }

  /// Ends the leg: it leaves its bridge, says BYE, and its ports rest.
  @Override
  public void close() {
    MediaBridge joined = bridge.getAndSet(null);
    if (joined != null) {
      joined.dissolve();
    }
    ask(core::close);
  }

  LegCore core() {
    return core;
  }

  AtomicReference<@Nullable MediaBridge> bridge() {
    return bridge;
  }

  void ask(Runnable request) {
    ask(request, () -> {});
  }

  private void ask(Runnable request, Runnable otherwise) {
    boolean accepted =
        core.loop()
            .execute(() -> {
              if (core.isOpen()) {
                request.run();
              } else {
                otherwise.run();
              }
            });
    if (!accepted) {
      otherwise.run();
    }
  }

  private static PlayEnd gone() {
    return new PlayEnd(PlayEnd.How.LEG_GONE, Duration.ZERO);
  }

  private static Duration samples(long samples) {
    return Duration.ofNanos(samples * 125_000);
  }
}
