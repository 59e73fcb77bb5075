package org.hustings.telephony.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.rtcp.RtcpSession;
import org.hustings.telephony.media.rtp.OutgoingStream;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/// The half of a leg that lives on its loop: it joins sockets, inbound and outbound, and hands
/// sound from one leg to the other. Only the loop's thread enters, except for the counters.
final class LegCore {
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
  private final LegSockets sockets;
  private final PeerLatch latch;
  private final OutgoingStream stream;
  private final Inbound inbound;
  private final Outbound outbound;
  private final LegReports reports;
  private final LegTaps taps = new LegTaps();
  private final LegSockets.Reader rtpReader = this::rtpDatagram;
  private final LegSockets.Reader rtcpReader = this::rtcpDatagram;

  private @Nullable Object bridge;
  private List<LegCore> hearers = List.of();
  private long readAt;
  private long calledAt = Outbound.NEVER;
  private boolean open = true;
  private volatile @Nullable InetSocketAddress latchedTo;

  LegCore(MediaLoop loop, LegSockets sockets, OptionalInt formerSsrc, Setting setting) {
    this.loop = loop;
    this.setting = setting;
    this.sockets = sockets;
    MediaConfig.Timing timing = setting.config().timing();
    long now = timing.clock().nanos();
    RandomGenerator random = setting.random();
    int ssrc = random.nextInt();
    this.latch = new PeerLatch(timing, formerSsrc);
    this.stream = new OutgoingStream(ssrc, random.nextInt(), random.nextInt());
    this.inbound = new Inbound(latch, this::latched, setting.listener()::digit);
    this.outbound =
        new Outbound(stream, this::sendRtp, this::tapSent, timing.quiet().toNanos(), now);
    String cname = Long.toHexString(random.nextLong()) + Integer.toHexString(random.nextInt());
    this.reports =
        new LegReports(
            new RtcpSession(ssrc, cname, timing.reportEvery(), random, now),
            sockets,
            latch,
            timing.wall());
  }

  // ── requests ──

  void open() {
    try {
      loop.adopt(this);
    } catch (ClosedChannelException cause) {
      throw new UncheckedIOException("a new leg's socket is closed", cause);
    }
  }

  boolean isOpen() {
    return open;
  }

  void connect(RemoteMedia media) {
    long now = now();
    latch.named(media, now).ifPresent(this::latched);
    inbound.named(media);
    reports.named(media);
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

  void close() {
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
      sockets.close();
    } catch (IOException cause) {
      throw new UncheckedIOException("closing a leg's sockets", cause);
    } finally {
      setting.closed().accept(this);
    }
  }

  // ── packets ──

  void rtpReady(long now) throws IOException {
    readAt = now;
    sockets.readRtp(loop.buffer, rtpReader);
  }

  void rtcpReady(long now) throws IOException {
    readAt = now;
    sockets.readRtcp(loop.buffer, rtcpReader);
  }

  private void rtpDatagram(InetSocketAddress source) {
    ByteBuffer datagram = loop.buffer;
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

  private void rtcpDatagram(InetSocketAddress source) {
    reports.received(loop.buffer, source, readAt);
  }

  private void sound(G711 law, RtpPacket packet) {
    taps.received()
        .put(
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

  private boolean sendRtp(ByteBuffer packet) {
    return sockets.sendRtp(packet, latch.target());
  }

  private void tapSent(
      G711 law, int timestamp, ByteBuffer packet, int offset, int length, long at) {
    taps.sent().put(law, stream.ssrc(), timestamp, packet, offset, length, at);
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

  /// What is not urgent, some times a second.
  void sweep(long now) {
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

  LegSockets sockets() {
    return sockets;
  }

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

  @Nullable InetSocketAddress latchedTo() {
    return latchedTo;
  }

  /// The last stream that was believed; on the loop, or after the end.
  OptionalInt lastSsrc() {
    return latch.lastSsrc();
  }
}
