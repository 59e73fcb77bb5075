package org.hustings.telephony.sip;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.time.WallTimers;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.Direction;
import org.hustings.telephony.media.MediaConfig;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.MediaLeg;
import org.hustings.telephony.media.PlayEnd;
import org.hustings.telephony.media.Playable;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.media.RawPeer;
import org.hustings.telephony.media.RawStream;
import org.hustings.telephony.media.Recorded;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.hustings.telephony.peers.Sipp;
import org.hustings.telephony.peers.SippScenario;
import org.hustings.telephony.phonenet.wire.Towns;
import org.hustings.telephony.sip.SipConfig.Limits;
import org.hustings.telephony.sip.SipConfig.Listen;
import org.hustings.telephony.sip.TrunkConfig.Address;
import org.hustings.telephony.sip.TrunkConfig.Capacity;
import org.hustings.telephony.sip.stack.StackConfig;
import org.hustings.telephony.sip.stack.Transport;

/// A volunteer bridged to a voter at a carrier whose messages sipp plays and whose packets of sound
/// are said one by one, so that the test knows what should be heard on either side, and when.
final class CarrierTalk implements AutoCloseable {
  private static final Pattern OUR_PORT = Pattern.compile("m=audio ([0-9]+) RTP/AVP 0 8 101");
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final short[] MOMENT = Sounds.silence(Duration.ofMillis(100));
  private static final int SAMPLES = 160;
  private static final int PATIENCE_SECONDS = 10;

  private final WallTimers timers = new WallTimers(InstantSource.system());
  private final MediaEngine farMedia;
  private final FarEnds farEnds;
  private final FarEnds.Party volunteer;
  private final InetSocketAddress ours;
  private final List<Overheard> overheard = new CopyOnWriteArrayList<>();
  private final List<RawPeer> speakers = new CopyOnWriteArrayList<>();
  private volatile boolean over;
  final Sipp carrier;
  final SipWorld world;
  final LegId voter;

  /// A packet that the carrier got.
  private record Overheard(int port, int payloadType, Clip sound) {}

  /// What each side says.
  record Said(Clip byVoter, Clip byVolunteer) {}

  /// What each side heard of the other while both spoke.
  ///
  /// @param ports of the carrier to which our packets came
  /// @param payloadTypes in which they came
  record Heard(Clip volunteer, Clip carrier, Set<Integer> ports, Set<Integer> payloadTypes) {}

  /// @param peer where the carrier takes the voter's sound at first; its address is also where all
  ///   signalling goes
  CarrierTalk(Path directory, SippScenario scenario, RawPeer peer) {
    InetAddress host = peer.address().getAddress();
    farMedia = MediaEngine.start(MediaConfig.on(host, new PortRange(30_000, 39_999)));
    StackConfig stack =
        new StackConfig(
            host, 0, Optional.empty(), _ -> true, StackConfig.USUAL_T1, Optional.empty());
    farEnds = new FarEnds(farMedia, timers, stack);
    carrier = Sipp.carrier(directory, scenario.soundingAt(peer.address().getPort()));
    world = SipWorld.open(config(host, carrier.port()));
    volunteer = farEnds.calls(world.telephony.local(), Optional.of("+19195550111"), "+19195550100");
    LegId caller = world.offered().leg();
    world.telephony.answer(caller);
    world.await(caller, LegEvent.Answered.class);
    voter = world.call(SipWorld.RING_FOR);
    world.await(voter, LegEvent.Answered.class);
    world.telephony.bridge(caller, voter);
    listenAt(peer);
    awaitJoined();
    Matcher offer = OUR_PORT.matcher(carrier.messages());
    if (!offer.find()) {
      throw new AssertionError("no offer of ours in " + carrier.messages());
    }
    ours = new InetSocketAddress(host, Integer.parseInt(offer.group(1)));
  }

  /// The volunteer calls out until it is heard at the carrier.
  private void awaitJoined() {
    volunteer.leg.play(
        Playable.repeated(Clip.of(Sounds.tone(1000, Duration.ofMillis(100)))), _ -> {});
    Towns.eventually(() -> overheard.stream().anyMatch(CarrierTalk::loud));
    volunteer.leg.stopPlaying();
  }

  private static boolean loud(Overheard packet) {
    for (short sample : samples(packet.sound())) {
      if (sample > 5000) {
        return true;
      }
    }
    return false;
  }

  private static SipConfig config(InetAddress host, int port) {
    TrunkConfig trunk =
        TrunkConfig.of(
            "carrier",
            new Address(host.getHostAddress(), port, Transport.UDP),
            Capacity.of(100, 1000));
    return new SipConfig(Listen.on(host, 0), List.of(trunk), List.of(), Limits.usual());
  }

  /// Keeps what comes to another port of the carrier, too.
  void listenAt(RawPeer peer) {
    speakers.add(peer);
    int port = peer.address().getPort();
    Thread.ofVirtual()
        .start(() -> {
          while (!over) {
            try {
              RtpPacket packet = peer.next();
              overheard.add(new Overheard(port, packet.payloadType(), soundOf(packet)));
            } catch (UncheckedIOException _) {
              // Nothing came for a while, or the test is over.
            }
          }
        });
  }

  private static Clip soundOf(RtpPacket packet) {
    G711 law = packet.payloadType() == G711.PCMA.staticPayloadType() ? G711.PCMA : G711.PCMU;
    return Clip.of(law, packet.payload());
  }

  /// A stream towards the voter's leg.
  RawStream stream(int ssrc, G711 law) {
    return new RawStream(ours, ssrc, law, ssrc % 1000, ssrc * 160);
  }

  /// Asks the carrier whether it is there, which is what its scenario waits for, and waits until
  /// its new description is answered.
  ///
  /// @param request that describes, as its CSeq says
  void carrierGoesOn(String request) {
    world.telephony.probe(voter);
    carrier.awaitAnswered(request);
  }

  /// Both speak at the same time.
  ///
  /// @param ways which way sound is to go, seen from the carrier; it is waited for where it is to
  ///   come
  Heard both(Direction ways, RawPeer from, RawStream stream, Said said) {
    // What was under way when the sound was described anew is not of this.
    stream.say(from, MOMENT);
    CompletableFuture<Recorded> recorded = new CompletableFuture<>();
    MediaLeg.Ongoing recording =
        volunteer.leg.record(Recorded.Sides.RECEIVED, LONGEST, recorded::complete);
    awaitAsked();
    int mark = overheard.size();
    CompletableFuture<PlayEnd> played = new CompletableFuture<>();
    volunteer.leg.play(Playable.of(said.byVolunteer()), played::complete);
    stream.say(from, samples(said.byVoter()));
    in(played);
    awaitArrived(ways, from, stream);
    recording.stop();
    short[] heard = in(recorded).received();
    List<Overheard> packets = List.copyOf(overheard);
    return heard(heard, packets.subList(mark, packets.size()));
  }

  /// What is asked of a leg is done in order: when this is, so is all before.
  private void awaitAsked() {
    CompletableFuture<Recorded> nothing = new CompletableFuture<>();
    volunteer.leg.record(Recorded.Sides.RECEIVED, LONGEST, nothing::complete).stop();
    in(nothing);
  }

  /// Each line goes on, so what comes after the last of it has gone all the way.
  private void awaitArrived(Direction ways, RawPeer from, RawStream stream) {
    if (ways.sends()) {
      awaitVoterTaken();
    }
    long volunteerGot = received();
    int carrierGot = overheard.size();
    stream.say(from, MOMENT);
    stream.say(from, MOMENT);
    int enough = 2 * MOMENT.length / SAMPLES;
    Towns.eventually(() -> !ways.sends() || received() >= volunteerGot + enough);
    Towns.eventually(() -> !ways.receives() || overheard.size() >= carrierGot + enough);
  }

  /// Until all that the carrier has sent, sound or not, was taken for the voter's.
  void awaitVoterTaken() {
    long sent = speakers.stream().mapToLong(RawPeer::sent).sum();
    Towns.eventually(() -> world.telephony.mediaOf(voter).orElseThrow().heard().packets() == sent);
  }

  private static <T> T in(CompletableFuture<T> future) {
    return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private static Heard heard(short[] volunteer, List<Overheard> packets) {
    return new Heard(
        Clip.of(volunteer),
        Clip.of(
            Sounds.join(
                packets.stream().map(packet -> samples(packet.sound())).toArray(short[][]::new))),
        packets.stream().map(Overheard::port).collect(Collectors.toSet()),
        packets.stream().map(Overheard::payloadType).collect(Collectors.toSet()));
  }

  static short[] samples(Clip clip) {
    return G711.PCMU.decode(clip.bytes(G711.PCMU));
  }

  private long received() {
    return volunteer.leg.statistics().received().packets();
  }

  /// Hangs up on the voter, and the carrier's scenario comes to its end.
  void hangUp() {
    world.telephony.hangUp(voter);
    world.end(voter);
    carrier.awaitPlayed();
  }

  @Override
  public void close() {
    over = true;
    carrier.close();
    world.close();
    farEnds.close();
    farMedia.close();
    timers.close();
  }
}
