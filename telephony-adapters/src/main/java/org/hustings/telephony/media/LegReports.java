package org.hustings.telephony.media;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import org.hustings.telephony.media.rtcp.Rtcp;
import org.hustings.telephony.media.rtcp.RtcpReader;
import org.hustings.telephony.media.rtcp.RtcpSession;
import org.hustings.telephony.media.rtp.Reception;
import org.hustings.telephony.media.rtp.ReportBlock;
import org.jspecify.annotations.Nullable;

/// A leg's RTCP on its way in and out: beside RTP on the odd port, or on the same port when that
/// was agreed (RFC 5761).
final class LegReports {
  private final RtcpSession session;
  private final LegSockets sockets;
  private final PeerLatch latch;
  private final InstantSource wall;
  private final ByteBuffer packet = ByteBuffer.allocateDirect(256);

  private @Nullable RemoteMedia remote;
  private @Nullable InetSocketAddress learned;
  final Tally roundTrip = new Tally(-1);
  private volatile LegStatistics.@Nullable AtPeer atPeer;

  LegReports(RtcpSession session, LegSockets sockets, PeerLatch latch, InstantSource wall) {
    this.session = session;
    this.sockets = sockets;
    this.latch = latch;
    this.wall = wall;
  }

  void named(RemoteMedia media) {
    if (remote == null || !remote.rtcp().equals(media.rtcp())) {
      learned = null;
    }
    remote = media;
  }

  void received(ByteBuffer datagram, InetSocketAddress source, long now) {
    if (!latch.isPeerHost(source)) {
      return;
    }
    boolean understood = false;
    for (Rtcp part : RtcpReader.read(datagram)) {
      session.received(part, wall.instant(), now);
      understood = true;
    }
    if (!understood) {
      return;
    }
    RemoteMedia media = remote;
    if (media != null && !muxed(media)) {
      learned = source;
    }
    roundTrip.set(session.roundTrip());
    session.atPeer().ifPresent(block -> atPeer = view(block));
  }

  private static LegStatistics.AtPeer view(ReportBlock block) {
    return new LegStatistics.AtPeer(
        block.lost(), block.fractionLost() / 256.0, Duration.ofNanos(block.jitter() * 125_000L));
  }

  /// What the peer said of our stream; null until it does. From any thread.
  LegStatistics.@Nullable AtPeer atPeer() {
    return atPeer;
  }

  void sweep(RtcpSession.Sent sent, Reception reception, long now) {
    if (remote == null || !session.due(now)) {
      return;
    }
    packet.clear();
    session.report(packet, sent, reception, wall.instant(), now);
    send();
  }

  void bye(RtcpSession.Sent sent, Reception reception, long now) {
    if (remote == null) {
      return;
    }
    packet.clear();
    session.bye(packet, sent, reception, wall.instant(), now);
    send();
  }

  private void send() {
    packet.flip();
    RemoteMedia media = remote;
    if (media == null || latch.target() == null) {
      return;
    }
    if (muxed(media)) {
      sockets.sendRtp(packet, latch.target());
    } else if (learned != null) {
      sockets.sendRtcp(packet, learned);
    } else if (media.reachable() && !media.rtcp().getAddress().isAnyLocalAddress()) {
      sockets.sendRtcp(packet, media.rtcp());
    }
  }

  private static boolean muxed(RemoteMedia media) {
    return media.rtp().equals(media.rtcp());
  }
}
