package org.hustings.telephony.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.hustings.telephony.media.udp.Watch;

/// Where a leg's packets come from and go to, and whose it believes. There are two kinds:
/// [OwnSockets], where a latch decides who the peer is, and a [MediaSeat] at a port that many legs
/// share, whose keeper has proven it before.
///
/// On the loop only.
interface LegWire {
  /// Begins to hand what arrives to its leg, or begins again after the loop was set up anew.
  void register(Watch watch, LegCore leg) throws IOException;

  /// Signalling has named the peer, or changed what was agreed.
  ///
  /// @return the source that is believed from now on, if this is enough to know it
  Optional<InetSocketAddress> named(RemoteMedia media, long now);

  /// RTP came before anybody was named.
  void early(InetSocketAddress source, RtpPacket packet, long now);

  /// Whether RTP of an agreed type is the peer's.
  PeerLatch.Verdict judge(InetSocketAddress source, RtpPacket packet, long now);

  /// Whether a report that was understood may be the peer's.
  boolean believesReports(InetSocketAddress source);

  /// The peer sends reports from there.
  void reportsComeFrom(InetSocketAddress source);

  /// @return whether it went, or goes with those that came together with it; a packet that cannot
  ///   go now is lost
  boolean sendRtp(ByteBuffer packet);

  /// Packets that were to go with others, and then could not. From any thread.
  long unsentAfterAll();

  /// Sends a report, if it is known where to.
  void sendReport(ByteBuffer packet);

  /// The last stream that was believed.
  OptionalInt lastSsrc();

  void close() throws IOException;
}
