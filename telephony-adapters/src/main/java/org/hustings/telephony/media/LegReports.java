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

/// A leg's RTCP on its way in and out.
final class LegReports {
  private final RtcpSession session;
  private final LegWire wire;
  private final InstantSource wall;
  private final ByteBuffer packet = ByteBuffer.allocateDirect(256);

  private boolean named;
  final Tally roundTrip = new Tally(-1);
  private volatile LegStatistics.@Nullable AtPeer atPeer;

  LegReports(RtcpSession session, LegWire wire, InstantSource wall) {
    this.session = session;
    this.wire = wire;
    this.wall = wall;
  }

  /// The peer is named: from now on it is told how it is heard.
  void named() {
    named = true;
  }

  void received(ByteBuffer datagram, InetSocketAddress source, long now) {
    if (!wire.believesReports(source)) {
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
    wire.reportsComeFrom(source);
    session.atPeer().ifPresent(block -> atPeer = view(block));
    roundTrip.set(session.roundTrip());
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
    if (!named || !session.due(now)) {
      return;
    }
    packet.clear();
    session.report(packet, sent, reception, wall.instant(), now);
    send();
  }

  void bye(RtcpSession.Sent sent, Reception reception, long now) {
    if (!named) {
      return;
    }
    packet.clear();
    session.bye(packet, sent, reception, wall.instant(), now);
    send();
  }

  private void send() {
    packet.flip();
    wire.sendReport(packet);
  }
}
