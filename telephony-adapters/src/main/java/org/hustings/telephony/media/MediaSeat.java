package org.hustings.telephony.media;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.hustings.telephony.media.udp.Watch;
import org.jspecify.annotations.Nullable;

/// A leg's place at a [MediaPort]: what the port's keeper proved to be the leg's comes in here, and
/// what the leg sends goes out by its [Carrier]. On the port's loop only.
public final class MediaSeat implements LegWire {
  /// Brings a leg's packets to its peer. Called on the loop.
  public interface Carrier {
    /// @param packet plain RTP; may be changed in place
    /// @return whether it went
    boolean sendRtp(ByteBuffer packet);

    /// @param packet plain RTCP; may be changed in place
    void sendRtcp(ByteBuffer packet);
  }

  private final Carrier carrier;
  private @Nullable LegCore leg;
  private OptionalInt lastSsrc = OptionalInt.empty();

  public MediaSeat(Carrier carrier) {
    this.carrier = carrier;
  }

  /// Plain RTP of the peer came.
  ///
  /// @param now steady time, ns
  public void rtp(ByteBuffer packet, InetSocketAddress source, long now) {
    LegCore taken = leg;
    if (taken != null && taken.isOpen()) {
      taken.readAt(now);
      taken.rtpCame(packet, source);
    }
  }

  /// Plain RTCP of the peer came.
  ///
  /// @param now steady time, ns
  public void rtcp(ByteBuffer packet, InetSocketAddress source, long now) {
    LegCore taken = leg;
    if (taken != null && taken.isOpen()) {
      taken.readAt(now);
      taken.rtcpCame(packet, source);
    }
  }

  @Override
  public void register(Watch watch, LegCore taken) {
    leg = taken;
  }

  @Override
  public Optional<InetSocketAddress> named(RemoteMedia media, long now) {
    return Optional.empty();
  }

  @Override
  public void early(InetSocketAddress source, RtpPacket packet, long now) {}

  /// The keeper has proven it: nobody else has the keys.
  @Override
  public PeerLatch.Verdict judge(InetSocketAddress source, RtpPacket packet, long now) {
    lastSsrc = OptionalInt.of(packet.ssrc());
    return PeerLatch.Verdict.KNOWN;
  }

  @Override
  public boolean believesReports(InetSocketAddress source) {
    return true;
  }

  @Override
  public void reportsComeFrom(InetSocketAddress source) {}

  @Override
  public boolean sendRtp(ByteBuffer packet) {
    return carrier.sendRtp(packet);
  }

  @Override
  public long unsentAfterAll() {
    return 0;
  }

  @Override
  public void sendReport(ByteBuffer packet) {
    carrier.sendRtcp(packet);
  }

  @Override
  public OptionalInt lastSsrc() {
    return lastSsrc;
  }

  @Override
  public void close() {
    leg = null;
  }
}
