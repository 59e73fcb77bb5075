package org.hustings.telephony.phonenet.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.LegName;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.MediaLeg;
import org.hustings.telephony.media.MediaLegListener;
import org.hustings.telephony.media.Opening;
import org.hustings.telephony.media.PlayEnd;
import org.hustings.telephony.media.Playable;
import org.hustings.telephony.media.Recorded;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.g711.G711;

/// The sound of one call: a media leg, and where the line is bad, what makes it so.
final class CallSound implements AutoCloseable {
  private final MediaLeg leg;
  private final Optional<LossyRelay> badLine;

  private CallSound(MediaLeg leg, Optional<LossyRelay> badLine) {
    this.leg = leg;
    this.badLine = badLine;
  }

  /// Empty if there is no port for it.
  ///
  /// @param lostPerMille share of packets lost each way; none where 0
  static Optional<CallSound> open(
      MediaEngine engine, String name, MediaLegListener listener, int lostPerMille) {
    return switch (engine.open(new LegName(name), listener)) {
      case Opening.Refused _ -> Optional.empty();
      case Opening.Opened(MediaLeg leg) -> Optional.of(of(leg, name, lostPerMille));
    };
  }

  private static CallSound of(MediaLeg leg, String name, int lostPerMille) {
    if (lostPerMille == 0) {
      return new CallSound(leg, Optional.empty());
    }
    try {
      return new CallSound(
          leg, Optional.of(LossyRelay.before(leg.localAddress(), name, lostPerMille)));
    } catch (IOException e) {
      // No socket for a bad line; a good one does, and the witness still counts the ring.
      return new CallSound(leg, Optional.empty());
    }
  }

  /// Where the peer is to send.
  InetSocketAddress address() {
    return badLine.map(LossyRelay::outer).orElseGet(leg::localAddress);
  }

  void connect(RemoteMedia remote) {
    if (badLine.isEmpty()) {
      leg.connect(remote);
      return;
    }
    LossyRelay relay = badLine.get();
    relay.forwardTo(remote.rtp());
    leg.connect(
        new RemoteMedia(
            relay.inner(),
            relay.inner(),
            remote.codecs(),
            remote.telephoneEvents(),
            remote.ptime(),
            remote.direction(),
            remote.latching()));
  }

  void play(Playable playable, Consumer<PlayEnd> onEnd) {
    leg.play(playable, onEnd);
  }

  void press(Digits digits, Consumer<PlayEnd> onEnd) {
    leg.press(digits, onEnd);
  }

  void listen(MediaLeg.Ear ear) {
    MediaLeg.Ongoing _ = leg.listen(ear);
  }

  /// Records what the peer says until the call ends.
  void record(Duration longest, Consumer<Recorded> onEnd) {
    MediaLeg.Ongoing _ = leg.record(Recorded.Sides.RECEIVED, longest, onEnd);
  }

  long packetsLost() {
    return leg.statistics().received().lost();
  }

  @Override
  public void close() {
    leg.close();
    badLine.ifPresent(LossyRelay::close);
  }

  /// A clip of exactly this length: cut, or begun again as often as needed.
  static Clip fitted(Clip clip, Duration time) {
    byte[] sound = clip.bytes(G711.PCMU);
    byte[] fitted = new byte[Math.toIntExact(time.toMillis() * G711.RATE / 1000)];
    for (int at = 0; at < fitted.length; at += sound.length) {
      System.arraycopy(sound, 0, fitted, at, Math.min(sound.length, fitted.length - at));
    }
    return Clip.of(G711.PCMU, fitted);
  }
}
