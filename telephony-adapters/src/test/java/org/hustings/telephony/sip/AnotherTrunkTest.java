package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.FarEnd;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.time.WallTimers;
import org.hustings.telephony.media.MediaConfig;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.peers.FreePorts;
import org.hustings.telephony.peers.Sipp;
import org.hustings.telephony.peers.SippScenario;
import org.hustings.telephony.sip.SipConfig.Limits;
import org.hustings.telephony.sip.TrunkConfig.Address;
import org.hustings.telephony.sip.TrunkConfig.Capacity;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two trunks, the second of which has calls only when the first does not take them. The first is
/// played by sipp; behind the second there are subscribers.
class AnotherTrunkTest {
  private static final Duration QUICK = Duration.ofMillis(300);
  private static final Capacity FIRST = new Capacity(100, 1000, 0, 1);
  private static final Capacity SECOND = new Capacity(100, 1000, 1, 1);
  private static final SippScenario REFUSES =
      SippScenario.refusingAtOnce(503, "Service Unavailable");

  @TempDir private Path directory;
  private WallTimers timers;
  private MediaEngine farMedia;
  private FarEnds farEnds;

  @BeforeEach
  void open() {
    timers = new WallTimers(InstantSource.system());
    farMedia = MediaEngine.start(MediaConfig.onLoopback(new PortRange(30_000, 39_999)));
    farEnds = new FarEnds(farMedia, timers);
  }

  @AfterEach
  void close() {
    farEnds.close();
    farMedia.close();
    timers.close();
  }

  private SipWorld world(int firstPort, Limits limits) {
    return world(trunk("first", firstPort, Transport.UDP, FIRST), SECOND, limits);
  }

  private SipWorld world(TrunkConfig first, Capacity second, Limits limits) {
    SipConfig usual =
        SipWorld.config(first, trunk("second", farEnds.port(), Transport.UDP, second));
    return SipWorld.open(new SipConfig(usual.listen(), usual.trunks(), List.of(), limits));
  }

  private static TrunkConfig trunk(String name, int port, Transport by, Capacity capacity) {
    return TrunkConfig.of(name, new Address("127.0.0.1", port, by), capacity);
  }

  private static double channels(SipWorld world, String trunk) {
    return world
        .metrics
        .get("hustings.sip.trunk.channels.held")
        .tag("trunk", trunk)
        .gauge()
        .value();
  }

  @ParameterizedTest
  @CsvSource({
    "503, Service Unavailable",
    "500, Server Internal Error",
    "403, Forbidden",
    "302, Moved Temporarily",
    "401, Unauthorized",
    "488, Not Acceptable Here"
  })
  void r22_a_call_that_one_trunk_refuses_before_any_ringing_goes_through_another(
      int code, String reason) {
    try (Sipp first = Sipp.carrier(directory, SippScenario.refusingAtOnce(code, reason));
        SipWorld world = world(first.port(), Limits.usual())) {
      LegId leg = world.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR);
      world.await(leg, LegEvent.Answered.class);
      first.awaitPlayed();
      assertThat(first.received("INVITE")).isEqualTo(1);
      assertThat(farEnds.calls()).isEqualTo(1);
      assertThat(channels(world, "first")).isZero();
      assertThat(channels(world, "second")).isEqualTo(1);
      assertThat(
              world
                  .metrics
                  .counter("hustings.sip.calls.rerouted", "from", "first", "to", "second")
                  .count())
          .isEqualTo(1);
      world.telephony.hangUp(leg);
      assertThat(world.end(leg).outcome()).isEqualTo(Outcome.ANSWERED);
      assertThat(channels(world, "second")).isZero();
    }
  }

  @Test
  void r22_a_call_that_cannot_be_sent_to_one_trunk_goes_through_another() {
    TrunkConfig nobody = trunk("first", FreePorts.one(), Transport.TCP, FIRST);
    try (SipWorld world = world(nobody, SECOND, Limits.usual())) {
      LegId leg = world.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR);
      world.await(leg, LegEvent.Answered.class);
      world.telephony.hangUp(leg);
      world.end(leg);
    }
  }

  @ParameterizedTest
  @CsvSource({"180 Ringing", "181 Call Is Being Forwarded", "183 Session Progress"})
  void r22_what_one_trunk_passed_on_is_tried_through_no_other(String progress) {
    SippScenario passesOn = SippScenario.refusingAfter(progress, 503, "Service Unavailable");
    try (Sipp first = Sipp.carrier(directory, passesOn);
        SipWorld world = world(first.port(), Limits.usual())) {
      LegId leg = world.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR);
      assertThat(world.end(leg).outcome()).isEqualTo(Outcome.NOT_CONNECTED);
      first.awaitPlayed();
      assertThat(farEnds.calls()).isZero();
    }
  }

  /// 404, and the caller blocked on the way.
  @ParameterizedTest
  @CsvSource({"404, Not Found", "486, Busy Here", "603, Decline", "608, Rejected"})
  void r22_what_is_said_of_the_number_is_not_asked_again_elsewhere(int code, String reason) {
    try (Sipp first = Sipp.carrier(directory, SippScenario.refusingAtOnce(code, reason));
        SipWorld world = world(first.port(), Limits.usual())) {
      LegEnd end = world.end(world.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR));
      assertThat(end.code()).isEqualTo("SIP " + code);
      assertThat(farEnds.calls()).isZero();
    }
  }

  @Test
  void r22_silence_is_unknown_and_is_tried_through_no_other_trunk() {
    try (Sipp first = Sipp.carrier(directory, SippScenario.of("silent"));
        SipWorld world = world(first.port(), Limits.usual().withT1(Duration.ofMillis(20)))) {
      LegEnd end = world.end(world.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR));
      assertThat(end.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(farEnds.calls()).isZero();
    }
  }

  @Test
  void r22_each_trunk_is_asked_once_and_the_last_one_says_how_it_ended() {
    try (Sipp first = Sipp.carrier(directory, REFUSES);
        Sipp second = Sipp.carrier(directory, SippScenario.refusingAtOnce(500, "Internal Error"));
        SipWorld world =
            SipWorld.open(
                SipWorld.config(
                    trunk("first", first.port(), Transport.UDP, FIRST),
                    trunk("second", second.port(), Transport.UDP, SECOND)))) {
      LegEnd end = world.end(world.call(SipWorld.RING_FOR));
      assertThat(end.code()).isEqualTo("SIP 500");
      assertThat(end.placed()).isEqualTo(Placed.SURELY_NOT);
      first.awaitPlayed();
      second.awaitPlayed();
      assertThat(world.telephony.openLegs()).isZero();
      assertThat(channels(world, "first") + channels(world, "second")).isZero();
    }
  }

  @Test
  void r22_nothing_is_dialed_before_what_ends_the_call_is_stored() {
    try (Sipp first = Sipp.carrier(directory, REFUSES);
        SipWorld world = world(first.port(), Limits.usual().withStoredWithin(QUICK))) {
      world.storeNothing();
      LegId leg = world.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR);
      LegEnd end = world.end(leg);
      assertThat(end.code()).isEqualTo("SIP 503");
      assertThat(end.placed()).isEqualTo(Placed.SURELY_NOT);
      assertThat(farEnds.calls()).isZero();
      assertThat(channels(world, "second")).isZero();
    }
  }

  @Test
  void whoever_hangs_up_between_two_trunks_does_not_wait_for_either() {
    try (Sipp first = Sipp.carrier(directory, REFUSES);
        SipWorld world =
            world(first.port(), Limits.usual().withStoredWithin(Duration.ofHours(1)))) {
      world.storeNothing();
      LegId leg = world.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR);
      world.await(leg, LegEvent.Established.class);
      world.telephony.hangUp(leg);
      assertThat(world.end(leg).placed()).isEqualTo(Placed.SURELY_NOT);
      assertThat(farEnds.calls()).isZero();
      assertThat(channels(world, "second")).isZero();
    }
  }

  @Test
  void r23_another_server_ends_a_rerouted_leg_from_what_was_stored_before_it_was_dialed() {
    String stored;
    int port;
    LegId leg;
    try (Sipp first = Sipp.carrier(directory, REFUSES);
        SipWorld dead = world(first.port(), Limits.usual())) {
      leg = dead.call(FarEnds.number(FarEnd.RINGS), SipWorld.RING_FOR);
      stored = dead.await(leg, LegEvent.Established.class).dialog();
      dead.await(leg, LegEvent.Ringing.class);
      port = dead.telephony.local().getPort();
    }
    assertThat(farEnds.onlyParty().over).isFalse();

    try (SipWorld heir =
        SipWorld.open(
            new SipConfig(
                SipConfig.Listen.on(SipWorld.LOOPBACK, port),
                List.of(trunk("second", farEnds.port(), Transport.UDP, SECOND)),
                List.of(),
                Limits.usual()))) {
      heir.telephony.hangUpStored(leg, stored);
      farEnds.onlyParty().awaitOver();
    }
  }

  @Test
  void r15_a_trunk_that_must_keep_its_calls_apart_is_waited_for() {
    Capacity slow = new Capacity(100, 2, 1, 1);
    try (Sipp first = Sipp.carrier(directory, REFUSES.times(2));
        SipWorld world =
            world(trunk("first", first.port(), Transport.UDP, FIRST), slow, Limits.usual())) {
      LegId one = world.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR);
      world.await(one, LegEvent.Answered.class);
      LegId other = world.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR);
      world.await(other, LegEvent.Answered.class);
      assertThat(channels(world, "second")).isEqualTo(2);
    }
  }

  @Test
  void r8_what_was_ordered_a_while_ago_is_tried_through_no_other_trunk() {
    try (Sipp first = Sipp.carrier(directory, REFUSES);
        SipWorld world = world(first.port(), Limits.usual().withElsewhereWithin(Duration.ZERO))) {
      LegId leg = world.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR);
      assertThat(world.end(leg).code()).isEqualTo("SIP 503");
      assertThat(farEnds.calls()).isZero();
    }
  }
}
