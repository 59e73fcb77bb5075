package org.hustings.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.media.LegStatistics.AtPeer;
import org.hustings.telephony.media.LegStatistics.Received;
import org.hustings.telephony.media.LegStatistics.Refused;
import org.hustings.telephony.media.LegStatistics.Sent;
import org.hustings.telephony.media.MediaMeters.Kind;
import org.hustings.telephony.media.g711.G711;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What operators read of the sound.
class MediaMetersTest {
  private final Wire wire = Wire.onLoopback();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MediaMeters meters = MediaMeters.of(wire.engine, registry);

  @AfterEach
  void close() {
    wire.close();
  }

  private static LegStatistics leg(Received received, Sent sent, Refused refused) {
    return new LegStatistics(
        received, sent, refused, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static LegStatistics received(long packets, long lost, Duration jitter) {
    return leg(
        new Received(packets, packets * 160, lost, jitter),
        new Sent(0, 0, 0, 0, Optional.empty()),
        new Refused(0, 0, 0));
  }

  private double count(String name, String... tags) {
    return registry.get("hustings.media." + name).tags(tags).counter().count();
  }

  private DistributionSummary summary(String name, String... tags) {
    return registry.get("hustings.media." + name).tags(tags).summary();
  }

  @Test
  void loss_on_the_wire_is_counted_for_its_kind_of_leg_and_for_no_other() {
    try (RawPeer peer = new RawPeer()) {
      MediaLeg leg = wire.party("voter").leg();
      LegMeter meter = meters.leg(Kind.VOTER);
      leg.connect(RemoteMedia.usual(peer.address(), G711.PCMU));
      // Who gets comfort has been named.
      assertThat(peer.next().payloadLength()).isPositive();
      for (int sequence : new int[] {1, 2, 3, 5, 6, 9, 10}) {
        peer.sound(leg, 0, 7, sequence);
      }
      Wire.until("heard", () -> leg.statistics().received().packets() == 7);
      meter.look(leg.statistics());

      String[] voter = {"leg", "voter", "direction", "received"};
      assertThat(count("packets", voter)).isEqualTo(7);
      assertThat(count("packets.lost", voter)).isEqualTo(3);
      assertThat(summary("loss", voter).max()).isEqualTo(0.3);
      assertThat(count("packets.lost", "leg", "volunteer", "direction", "received")).isZero();
    }
  }

  @Test
  void each_look_adds_what_happened_since_the_last() {
    LegMeter meter = meters.leg(Kind.VOLUNTEER);
    meter.look(received(90, 10, Duration.ofMillis(4)));
    meter.look(received(190, 10, Duration.ofMillis(6)));

    String[] volunteer = {"leg", "volunteer", "direction", "received"};
    assertThat(count("packets", volunteer)).isEqualTo(190);
    assertThat(count("packets.lost", volunteer)).isEqualTo(10);
    assertThat(summary("loss", volunteer).count()).isEqualTo(2);
    assertThat(summary("loss", volunteer).totalAmount()).isEqualTo(0.1);
    assertThat(summary("jitter", volunteer).max()).isEqualTo(0.006);
  }

  @Test
  void a_packet_that_came_late_after_all_is_no_negative_loss() {
    LegMeter meter = meters.leg(Kind.VOTER);
    meter.look(received(9, 1, Duration.ZERO));
    meter.look(received(20, 0, Duration.ZERO));
    meter.look(received(30, 1, Duration.ZERO));

    assertThat(count("packets.lost", "leg", "voter", "direction", "received")).isEqualTo(1);
  }

  @Test
  void what_the_peer_tells_of_our_sound_is_the_other_direction() {
    LegMeter meter = meters.leg(Kind.VOTER);
    AtPeer atPeer = new AtPeer(5, 0.05, Duration.ofMillis(12));
    meter.look(
        leg(
            new Received(0, 0, 0, Duration.ZERO),
            new Sent(100, 16_000, 1, 0, Optional.of(atPeer)),
            new Refused(1, 2, 3)));

    String[] voter = {"leg", "voter", "direction", "sent"};
    assertThat(count("packets", voter)).isEqualTo(100);
    assertThat(count("packets.lost", voter)).isEqualTo(5);
    assertThat(count("packets.unsent", "leg", "voter")).isEqualTo(1);
    assertThat(summary("loss", voter).max()).isEqualTo(0.05);
    assertThat(summary("jitter", voter).max()).isEqualTo(0.012);
    assertThat(count("packets.refused", "leg", "voter", "why", "stranger")).isEqualTo(3);
  }

  @Test
  void a_thousand_legs_have_no_more_meters_than_two() {
    MediaMeters.of(wire.engine, registry);
    List<Meter> few = few();
    for (int i = 0; i < 1000; i++) {
      meters.leg(i % 2 == 0 ? Kind.VOTER : Kind.VOLUNTEER).look(received(i, i, Duration.ZERO));
    }
    assertThat(registry.getMeters()).hasSameSizeAs(few);
  }

  private List<Meter> few() {
    meters.leg(Kind.VOTER).look(received(1, 1, Duration.ZERO));
    meters.leg(Kind.VOLUNTEER).look(received(1, 1, Duration.ZERO));
    return List.copyOf(registry.getMeters());
  }

  @Test
  void the_worst_lateness_of_a_loop_is_kept_for_a_while_and_then_forgotten() {
    Lateness lateness = new Lateness();
    long second = 1_000_000_000L;
    lateness.note(7, 0);
    lateness.note(3, second);
    assertThat(lateness.worst()).isEqualTo(7);
    lateness.note(2, 11 * second);
    assertThat(lateness.worst()).isEqualTo(7);
    lateness.note(1, 22 * second);
    assertThat(lateness.worst()).isEqualTo(2);
  }
}
