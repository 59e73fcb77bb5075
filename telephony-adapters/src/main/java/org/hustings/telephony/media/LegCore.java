package org.hustings.telephony.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.rtcp.RtcpSession;
import org.hustings.telephony.media.rtp.OutgoingStream;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.hustings.telephony.media.udp.Watch;
import org.jspecify.annotations.Nullable;

/// The half of a leg that lives on its loop: it joins its wire, inbound and outbound, and hands
/// sound from one leg to the other. Only the loop's thread enters, except for the counters.
final class LegCore implements LoopMember {
  /// What a leg is made with.
  ///
  /// @param closed hears of its end, once
  record Setting(
      MediaConfig config,
      RandomGenerator random,
      MediaLegListener listener,
      Consumer<LegCore> closed) {}

  /// A request to the sending side.
  @FunctionalInterface
  interface Change {
    void apply(Outbound outbound, long now);
  }

  private final MediaLoop loop;
  private final Setting setting;
  private final LegWire wire;
  private final OutgoingStream stream;
  private final Inbound inbound;
  private final Outbound outbound;
  private final LegReports reports;
  private final LegTaps taps = new LegTaps();
  private final Taps hearingPeer = taps.received();
  private final Taps hearingSent = taps.sent();

  private @Nullable Object bridge;
  private List<LegCore> hearers = List.of();
  private long readAt;
  private long calledAt = Outbound.NEVER;
  private boolean open = true;
  private volatile @Nullable InetSocketAddress latchedTo;

  LegCore(MediaLoop loop, LegWire wire, Setting setting) {
    this.loop = loop;
    this.setting = setting;
    this.wire = wire;
    MediaConfig.Timing timing = setting.config().timing();
    long now = timing.clock().nanos();
    RandomGenerator random = setting.random();
    int ssrc = random.nextInt();
    this.stream = new OutgoingStream(ssrc, random.nextInt(), random.nextInt());
    this.inbound = new Inbound(wire, this::latched, setting.listener()::digit);
    this.outbound =
        new Outbound(stream, wire::sendRtp, this::tapSent, timing.quiet().toNanos(), now);
    String cname = Long.toHexString(random.nextLong()) + Integer.toHexString(random.nextInt());
    this.reports =
        new LegReports(
            new RtcpSession(ssrc, cname, timing.reportEvery(), random, now), wire, timing.wall());
  }

  // ── requests ──

  void open() {
    try {
      loop.adopt(this);
    } catch (IOException cause) {
      throw new UncheckedIOException("a new leg cannot be watched", cause);
    }
  }

  boolean isOpen() {
    return open;
  }

  void connect(RemoteMedia media) {
    long now = now();
    wire.named(media, now).ifPresent(this::latched);
    inbound.named(media);
    reports.named();
    outbound.named(media, now);
    callWhenDue();
  }

  /// Changes what is sent.
  void send(Change change) {
    change.apply(outbound, now());
    callWhenDue();
  }

  /// From now on in this bridge, and in no other.
  void join(Object newBridge, @Nullable LegCore heard, List<LegCore> newHearers) {
    bridge = newBridge;
    hearers = newHearers;
    outbound.hear(heard, now());
    callWhenDue();
  }

  /// Out of this bridge, if still in it.
  void leave(Object oldBridge) {
    if (oldBridge.equals(bridge)) {
      bridge = null;
      hearers = List.of();
      outbound.hear(null, now());
      callWhenDue();
    }
  }

  LegTaps taps() {
    return taps;
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    long now = now();
    reports.bye(sentSoFar(now), inbound.reception(), now);
    outbound.close();
    taps.close();
    hearers = List.of();
    loop.release(this);
    try {
      wire.close();
    } catch (IOException cause) {
      throw new UncheckedIOException("closing a leg's wire", cause);
    } finally {
      setting.closed().accept(this);
    }
  }

  // ── packets ──

  @Override
  public void register(Watch watch) throws IOException {
    wire.register(watch, this);
  }

  /// What is handed in next arrived at this time.
  void readAt(long now) {
    readAt = now;
  }

  void rtpCame(ByteBuffer datagram, InetSocketAddress source) {
    if (RtpPacket.looksLikeRtcp(datagram)) {
      reports.received(datagram, source, readAt);
      return;
    }
    RtpPacket packet = loop.packet;
    G711 law = inbound.accept(datagram, source, packet, readAt);
    if (law != null) {
      sound(law, packet);
    }
  }

  void rtcpCame(ByteBuffer datagram, InetSocketAddress source) {
    reports.received(datagram, source, readAt);
  }

  private void sound(G711 law, RtpPacket packet) {
    hearingPeer.put(
        law,
        packet.ssrc(),
        packet.timestamp(),
        packet.buffer(),
        packet.payloadOffset(),
        packet.payloadLength(),
        readAt);
    List<LegCore> to = hearers;
    if (to.size() == 1 && to.getFirst().loop == loop) {
      to.getFirst().relay(this, law, packet, readAt);
    } else if (!to.isEmpty()) {
      spread(to, law, packet);
    }
  }

  /// Several hearers, or one on another loop: each gets a copy, since relaying writes in place.
  private void spread(List<LegCore> to, G711 law, RtpPacket packet) {
    ByteBuffer whole = packet.buffer();
    byte[] datagram = new byte[whole.limit() - whole.position()];
    whole.get(whole.position(), datagram);
    for (LegCore hearer : to) {
      byte[] own = datagram.clone();
      hearer.loop.execute(() -> hearer.relayCopy(this, law, own));
    }
  }

  private void relayCopy(LegCore source, G711 law, byte[] datagram) {
    RtpPacket packet = new RtpPacket();
    packet.read(ByteBuffer.wrap(datagram));
    relay(source, law, packet, now());
  }

  private void relay(LegCore source, G711 law, RtpPacket packet, long now) {
    if (open) {
      outbound.relay(source, law, packet, now);
    }
  }

  private void tapSent(
      G711 law, int timestamp, ByteBuffer packet, int offset, int length, long at) {
    hearingSent.put(law, stream.ssrc(), timestamp, packet, offset, length, at);
  }

  private void latched(InetSocketAddress source) {
    latchedTo = source;
    setting.listener().latched(source);
  }

  // ── time ──

  /// The time that was asked for has come. An answer to an older question changes nothing.
  void due(long at, long now) {
    if (at == calledAt) {
      calledAt = Outbound.NEVER;
      if (open) {
        outbound.tick(now);
        callWhenDue();
      }
    }
  }

  private void callWhenDue() {
    long due = outbound.dueAt();
    if (due != Outbound.NEVER && due != calledAt) {
      calledAt = due;
      loop.callAt(due, this);
    }
  }

  @Override
  public void sweep(long now) {
    inbound.tick(now);
    outbound.idleCheck(now);
    callWhenDue();
    taps.sweep(now);
    reports.sweep(sentSoFar(now), inbound.reception(), now);
  }

  private RtcpSession.Sent sentSoFar(long now) {
    return new RtcpSession.Sent(
        outbound.packets.get(), outbound.octets.get(), stream.timestampAt(now));
  }

  private long now() {
    return setting.config().timing().clock().nanos();
  }

  // ── from any thread ──

  MediaLoop loop() {
    return loop;
  }

  Inbound inbound() {
    return inbound;
  }

  Outbound outbound() {
    return outbound;
  }

  LegReports reports() {
    return reports;
  }

  long unsentAfterAll() {
    return wire.unsentAfterAll();
  }

  @Nullable InetSocketAddress latchedTo() {
    return latchedTo;
  }

  /// The last stream that was believed; on the loop, or after the end.
  OptionalInt lastSsrc() {
    return wire.lastSsrc();
  }
}
