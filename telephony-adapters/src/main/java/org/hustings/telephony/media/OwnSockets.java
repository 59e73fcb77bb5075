package org.hustings.telephony.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.hustings.telephony.media.udp.Watch;
import org.jspecify.annotations.Nullable;

/// A leg's own pair of ports: RTP on the even one, RTCP beside it on the odd one, or on the same
/// port when that was agreed (RFC 5761). The latch decides who the peer is; where keys were agreed,
/// among those alone who have them.
///
/// It reads its RTP itself: an object between the watch and the leg would be one more place of
/// memory for each packet to touch (docs/decisions/0181).
final class OwnSockets implements LegWire, Watch.Reader, LegSockets.Reader {
  // A packet comes alone between these, even if it is late or early.
  private static final long SHORTEST_NANOS = Duration.ofMillis(5).toNanos();
  private static final long LONGEST_NANOS = Duration.ofMillis(30).toNanos();

  private final LegSockets sockets;
  private final PeerLatch latch;
  private final Secrecy secrecy = new Secrecy();
  private @Nullable Departures departures;
  private @Nullable LegCore leg;
  private boolean secret;
  private long readAt;
  private @Nullable RemoteMedia remote;
  private @Nullable InetSocketAddress learned;

  OwnSockets(LegSockets sockets, PeerLatch latch) {
    this.sockets = sockets;
    this.latch = latch;
  }

  @Override
  public void register(Watch watch, LegCore taken) throws IOException {
    Departures rooms = taken.loop().departures;
    departures = rooms;
    leg = taken;
    LegSockets.Reader rtcp =
        (datagram, source) -> taken.rtcpCame(secrecy.openedReport(datagram), source);
    watch.add(sockets.rtp(), this);
    watch.add(
        sockets.rtcp(),
        now -> {
          taken.readAt(now);
          sockets.readRtcp(rooms, rtcp);
        });
  }

  /// RTP is there.
  @Override
  public void readable(long now) throws IOException {
    Departures rooms = departures;
    LegCore taken = leg;
    if (rooms != null && taken != null) {
      long since = now - readAt;
      readAt = now;
      taken.readAt(now);
      sockets.readRtp(rooms, this, since < SHORTEST_NANOS || since > LONGEST_NANOS);
    }
  }

  @Override
  public void datagram(ByteBuffer datagram, InetSocketAddress source) {
    LegCore taken = leg;
    if (taken != null) {
      taken.rtpCame(secret ? secrecy.opened(datagram) : datagram, source);
    }
  }

  @Override
  public Optional<InetSocketAddress> named(RemoteMedia media, long now) {
    if (remote == null || !remote.rtcp().equals(media.rtcp())) {
      learned = null;
    }
    remote = media;
    secrecy.agreed(media.keys());
    secret = secret || media.keys().isPresent();
    return latch.named(media, now);
  }

  @Override
  public void early(InetSocketAddress source, RtpPacket packet, long now) {
    latch.early(source, packet.ssrc(), packet.sequence(), now);
  }

  @Override
  public PeerLatch.Verdict judge(InetSocketAddress source, RtpPacket packet, long now) {
    return latch.judge(source, packet.ssrc(), packet.sequence(), now);
  }

  @Override
  public boolean believesReports(InetSocketAddress source) {
    return latch.isPeerHost(source);
  }

  @Override
  public void reportsComeFrom(InetSocketAddress source) {
    if (remote != null && !muxed(remote)) {
      learned = source;
    }
  }

  @Override
  public boolean sendRtp(ByteBuffer packet) {
    InetSocketAddress target = latch.target();
    if (target == null) {
      return false;
    }
    if (secret) {
      ByteBuffer sealed = secrecy.sealed(packet);
      return sealed.hasRemaining() && sockets.sendRtp(sealed, target);
    }
    Departures queue = departures;
    if (queue != null && queue.queue(packet, sockets, target)) {
      return true;
    }
    return sockets.sendRtp(packet, target);
  }

  @Override
  public long unsentAfterAll() {
    return sockets.unsentAfterAll();
  }

  @Override
  public void sendReport(ByteBuffer plain) {
    RemoteMedia media = remote;
    if (media == null || latch.target() == null) {
      return;
    }
    ByteBuffer packet = secrecy.sealedReport(plain);
    if (!packet.hasRemaining()) {
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

  @Override
  public OptionalInt lastSsrc() {
    return latch.lastSsrc();
  }

  @Override
  public void close() {
    secrecy.close();
    sockets.close();
  }
}
