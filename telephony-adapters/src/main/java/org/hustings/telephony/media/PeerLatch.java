package org.hustings.telephony.media;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.hustings.telephony.media.rtp.SequenceNumbers;
import org.jspecify.annotations.Nullable;

/// Decides whose RTP a leg believes, and so where its own goes (symmetric RTP, RFC 4961).
///
/// The first source that sends what was agreed is latched. After that another source is a stranger,
/// except when
///
/// - it is the signalled address itself, soon after: then the first was an intruder or a device in
///   between;
/// - the latched source has fallen silent, and the newcomer continues its stream (same SSRC,
///   sequence numbers that follow): then a NAT has moved the peer;
/// - signalling names another address, which opens the latch anew. The former source cannot take it
///   again while the latch is young.
///
/// No address at all (`0.0.0.0`, as who goes on hold in the manner of RFC 2543 says) is not another
/// one: whoever was latched may play music meanwhile, and is still the peer afterwards.
///
/// A peer may speak before signalling has named it to us (early media overtakes its answer). When
/// the address that is then named was among those who did, it is latched at once: a stream that
/// somebody else left behind on this port cannot come first.
///
/// Only packets that are well-formed and of an agreed payload type may come here.
final class PeerLatch {
  enum Verdict {
    /// From the latched source.
    KNOWN,
    /// From a source that is latched from now on.
    LATCHED,
    /// To be dropped.
    STRANGER
  }

  /// What a source sent last before anybody was named.
  private record Early(int ssrc, int sequence, long at) {}

  private static final int FOLLOWS_WITHIN = 3000;
  private static final int MOST_EARLY = 8;

  private final long window;
  private final long quiet;
  private final OptionalInt formerSsrc;
  private final Map<InetSocketAddress, Early> early = new HashMap<>();

  private @Nullable RemoteMedia signalled;
  private @Nullable InetSocketAddress place;
  private @Nullable InetSocketAddress latched;
  private @Nullable InetSocketAddress previous;
  private long openedAt;
  private boolean heard;
  private int ssrc;
  private int sequence;
  private long lastAt;

  /// @param formerSsrc a stream that this port carried for an earlier leg, and that is not ours
  PeerLatch(MediaConfig.Timing timing, OptionalInt formerSsrc) {
    this.window = timing.latch().toNanos();
    this.quiet = timing.quiet().toNanos();
    this.formerSsrc = formerSsrc;
  }

  /// A packet came before signalling has named anybody; so far nobody is believed.
  void early(InetSocketAddress source, int packetSsrc, int packetSequence, long now) {
    if (!isFormer(packetSsrc) && (early.size() < MOST_EARLY || early.containsKey(source))) {
      early.put(source, new Early(packetSsrc, packetSequence, now));
    }
  }

  /// Signalling has named the peer, for the first time or again.
  ///
  /// @return the source that is latched from now on, if this is enough to know it
  Optional<InetSocketAddress> named(RemoteMedia remote, long now) {
    boolean moved = remote.reachable() ? !remote.rtp().equals(place) : signalled == null;
    boolean stricter =
        remote.latching() == RemoteMedia.Latching.SIGNALLED_ONLY
            && latched != null
            && !latched.equals(remote.rtp());
    signalled = remote;
    if (remote.reachable()) {
      place = remote.rtp();
    }
    if (moved || stricter) {
      previous = latched;
      latched = null;
      openedAt = now;
    }
    return latchEarly(remote.rtp());
  }

  private Optional<InetSocketAddress> latchEarly(InetSocketAddress named) {
    Early spoke = early.get(named);
    early.clear();
    if (spoke == null) {
      return Optional.empty();
    }
    latched = named;
    heard(spoke.ssrc(), spoke.sequence(), spoke.at());
    return Optional.of(named);
  }

  Verdict judge(InetSocketAddress source, int packetSsrc, int packetSequence, long now) {
    RemoteMedia remote = signalled;
    if (remote == null || isFormer(packetSsrc)) {
      return Verdict.STRANGER;
    }
    if (isLatched(source)) {
      heard(packetSsrc, packetSequence, now);
      return Verdict.KNOWN;
    }
    if (!mayLatch(remote, source, packetSsrc, packetSequence, now)) {
      return Verdict.STRANGER;
    }
    latched = source;
    openedAt = now;
    heard(packetSsrc, packetSequence, now);
    return Verdict.LATCHED;
  }

  /// A channel gives the same object for the same source as long as no other one comes between.
  @SuppressWarnings("ReferenceEquality")
  private boolean isLatched(InetSocketAddress source) {
    if (source == latched) {
      return true;
    }
    if (!source.equals(latched)) {
      return false;
    }
    latched = source;
    return true;
  }

  private boolean isFormer(int packetSsrc) {
    return formerSsrc.isPresent() && formerSsrc.getAsInt() == packetSsrc;
  }

  private boolean mayLatch(
      RemoteMedia remote, InetSocketAddress source, int newSsrc, int newSequence, long now) {
    if (source.equals(remote.rtp())) {
      return latched == null || young(now) || silent(now);
    }
    if (remote.latching() == RemoteMedia.Latching.SIGNALLED_ONLY) {
      return false;
    }
    if (latched == null) {
      return !source.equals(previous) || !young(now);
    }
    int ahead = SequenceNumbers.ahead16(newSequence, sequence);
    return silent(now) && newSsrc == ssrc && ahead > 0 && ahead < FOLLOWS_WITHIN;
  }

  private void heard(int packetSsrc, int packetSequence, long now) {
    heard = true;
    ssrc = packetSsrc;
    sequence = packetSequence;
    lastAt = now;
  }

  private boolean young(long now) {
    return now - openedAt < window;
  }

  private boolean silent(long now) {
    return now - lastAt >= quiet;
  }

  /// Where to send: to the latched source, before that to the signalled address; null for nowhere.
  @Nullable InetSocketAddress target() {
    if (latched != null) {
      return latched;
    }
    return signalled != null && signalled.reachable() ? signalled.rtp() : null;
  }

  /// Whether a host is the one that RTP is exchanged with: RTCP is believed from there.
  boolean isPeerHost(InetSocketAddress source) {
    InetSocketAddress target = target();
    return target != null && target.getAddress().equals(source.getAddress());
  }

  /// The last stream that was believed.
  OptionalInt lastSsrc() {
    return heard ? OptionalInt.of(ssrc) : OptionalInt.empty();
  }
}
