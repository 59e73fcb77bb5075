package org.hustings.telephony.phonenet.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
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

/// A call that sounds: a media leg, and where the line is bad, what makes it so.
final class EngineSound implements CallSound {
  private final MediaLeg leg;
  private final Optional<LossyRelay> badLine;

  private EngineSound(MediaLeg leg, Optional<LossyRelay> badLine) {
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

  private static EngineSound of(MediaLeg leg, String name, int lostPerMille) {
    if (lostPerMille == 0) {
      return new EngineSound(leg, Optional.empty());
    }
    try {
      return new EngineSound(
          leg, Optional.of(LossyRelay.before(leg.localAddress(), name, lostPerMille)));
    } catch (IOException e) {
      // No socket for a bad line; a good one does, and the witness still counts the ring.
      return new EngineSound(leg, Optional.empty());
    }
  }

  @Override
  public InetSocketAddress address() {
    return badLine.map(LossyRelay::outer).orElseGet(leg::localAddress);
  }

  @Override
  public void connect(RemoteMedia remote) {
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

  @Override
  public void play(Playable playable, Consumer<PlayEnd> onEnd) {
    leg.play(playable, onEnd);
  }

  @Override
  public void press(Digits digits, Consumer<PlayEnd> onEnd) {
    leg.press(digits, onEnd);
  }

  @Override
  public void listen(MediaLeg.Ear ear) {
    MediaLeg.Ongoing _ = leg.listen(ear);
  }

  @Override
  public void record(Duration longest, Consumer<Recorded> onEnd) {
    MediaLeg.Ongoing _ = leg.record(Recorded.Sides.RECEIVED, longest, onEnd);
  }

  @Override
  public long packetsLost() {
    return leg.statistics().received().lost();
  }

  @Override
  public void close() {
    leg.close();
    badLine.ifPresent(LossyRelay::close);
  }
}
