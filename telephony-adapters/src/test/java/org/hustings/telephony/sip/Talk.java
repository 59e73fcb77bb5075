package org.hustings.telephony.sip;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.FarEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.time.WallTimers;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.MediaConfig;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.MediaLeg;
import org.hustings.telephony.media.Playable;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.media.Recorded;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.peers.Fidelity;
import org.hustings.telephony.sip.SipConfig.Limits;
import org.hustings.telephony.sip.stack.Transport;

/// A server with a call in progress: a volunteer who speaks all the time, bridged to a voter who
/// listens. What becomes of their sound tells whether others can hurt it.
final class Talk implements AutoCloseable {
  static final String OUR_NUMBER = "+19195550100";
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration ENOUGH = Duration.ofSeconds(3);
  private static final int SAMPLES = 8000;
  private static final int PATIENCE_SECONDS = 10;

  private final short[] said = Sounds.chirp(300, 3000, LONGEST);
  private final WallTimers timers = new WallTimers(InstantSource.system());
  private final MediaEngine farMedia =
      MediaEngine.start(MediaConfig.onLoopback(new PortRange(30_000, 39_999)));
  private final FarEnds farEnds = new FarEnds(farMedia, timers);
  private final Instant begunAt;
  private final CompletableFuture<Recorded> recorded = new CompletableFuture<>();
  private final MediaLeg.Ongoing recording;
  final SipWorld world;
  final LegId volunteer;
  final LegId voter;

  private Talk(List<Cidr> knownPeers, Limits limits) {
    SipConfig usual = SipWorld.config(SipWorld.trunk(farEnds.port(), Transport.UDP));
    world = SipWorld.open(new SipConfig(usual.listen(), usual.trunks(), knownPeers, limits));
    world.refuse(offered -> !offered.dnis().equals(OUR_NUMBER));
    FarEnds.Party speaker =
        farEnds.calls(world.telephony.local(), Optional.of("+19195550111"), OUR_NUMBER);
    volunteer = world.offered().leg();
    world.telephony.answer(volunteer);
    world.await(volunteer, LegEvent.Answered.class);
    voter = world.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR);
    String callId = world.await(voter, LegEvent.Accepted.class).reference();
    world.await(voter, LegEvent.Answered.class);
    world.telephony.bridge(volunteer, voter);
    recording =
        farEnds.party(callId).leg.record(Recorded.Sides.RECEIVED, LONGEST, recorded::complete);
    begunAt = InstantSource.system().instant();
    speaker.leg.play(Playable.of(Clip.of(said)), _ -> {});
  }

  /// With the carrier at 127.0.0.1, so that everybody on this machine is a peer.
  static Talk among(Limits limits) {
    return new Talk(List.of(), limits);
  }

  /// How the sound came over, from its beginning until now, or for some seconds at least.
  Fidelity heard() throws Exception {
    CountDownLatch enough = new CountDownLatch(1);
    timers.at(begunAt.plus(ENOUGH), enough::countDown);
    enough.await();
    recording.stop();
    short[] all = recorded.get(PATIENCE_SECONDS, TimeUnit.SECONDS).received();
    int whole = Math.max(1, all.length / SAMPLES - 1);
    return Fidelity.between(said, 0, whole, all);
  }

  @Override
  public void close() {
    world.close();
    farEnds.close();
    farMedia.close();
    timers.close();
  }
}
