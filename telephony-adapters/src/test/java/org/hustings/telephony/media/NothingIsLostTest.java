package org.hustings.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.hustings.telephony.media.g711.G711;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What has arrived at a socket is heard, whatever the leg is doing with its peer at that moment.
class NothingIsLostTest {
  private static final int LEGS = 20;
  private static final int PACKETS = 12_000;
  private static final int AT_ONCE = 100;
  private static final int PCMU = 0;

  private final Wire wire = new Wire(hasty());
  private final List<RawPeer> peers = new ArrayList<>();
  private final List<MediaLeg> legs = new ArrayList<>();

  /// A latch that is old, and a silence that is long, after a fraction of the usual times.
  private static MediaConfig hasty() {
    MediaConfig.Timing usual = MediaConfig.Timing.usual();
    return MediaConfig.onLoopback(Wire.PORTS)
        .withTiming(
            new MediaConfig.Timing(
                usual.clock(),
                usual.wall(),
                usual.reportEvery(),
                Duration.ofMillis(100),
                Duration.ofMillis(50)));
  }

  @BeforeEach
  void open() {
    for (int i = 0; i < LEGS; i++) {
      RawPeer peer = new RawPeer();
      MediaLeg leg = wire.party("leg-" + i).leg();
      leg.whenIdle(Idle.NOTHING);
      leg.connect(RemoteMedia.usual(peer.address(), G711.PCMU));
      CompletableFuture<Boolean> named = new CompletableFuture<>();
      leg.ask(() -> named.complete(true));
      Wire.await(named);
      peers.add(peer);
      legs.add(leg);
    }
  }

  @AfterEach
  void close() {
    peers.forEach(RawPeer::close);
    wire.close();
  }

  @Test
  void packets_that_come_while_a_latch_grows_old_falls_silent_and_is_trusted_again_are_all_heard() {
    for (int sequence = 1; sequence <= PACKETS; sequence++) {
      for (int i = 0; i < LEGS; i++) {
        peers.get(i).sound(legs.get(i), PCMU, 7 + i, sequence);
      }
      if (sequence % AT_ONCE == 0) {
        awaitHeard(sequence);
      }
      if (sequence % 3000 == 0) {
        LockSupport.parkNanos(Duration.ofMillis(400).toNanos());
      }
    }
    assertThat(legs).allSatisfy(leg -> assertThat(leg.statistics().received().lost()).isZero());
  }

  /// So that no more is on its way than a socket can hold.
  private void awaitHeard(int packets) {
    for (MediaLeg leg : legs) {
      Wire.until("heard", () -> leg.statistics().received().packets() == packets);
    }
  }
}
