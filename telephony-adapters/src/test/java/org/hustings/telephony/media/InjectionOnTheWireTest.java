package org.hustings.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

/// Packets that others put into a bridge, and sources that share a name (RFC 3550 section 8.2).
class InjectionOnTheWireTest {
  private static final short[] RISING = Sounds.chirp(300, 3000, Duration.ofSeconds(2));
  private static final short[] FALLING = Sounds.chirp(3100, 400, Duration.ofSeconds(2));
  private static final int PCMU = 0;
  private static final int SAME = 7;

  @Test
  void what_a_stranger_puts_into_a_bridge_is_heard_by_neither_side_and_counted_on_both() {
    try (Wire wire = Wire.onLoopback();
        RawPeer stranger = new RawPeer()) {
      Wire.Party caller = wire.party("caller");
      Wire.Party left = wire.party("left");
      Wire.Party right = wire.party("right");
      Wire.Party callee = wire.party("callee");
      wire.connect(caller, left);
      wire.connect(callee, right);
      wire.engine.bridge(left.leg(), right.leg());
      Wire.until("left latched", () -> left.leg().statistics().latchedTo().isPresent());
      Wire.until("right latched", () -> right.leg().statistics().latchedTo().isPresent());
      Wire.Tape atCaller = caller.record(Recorded.Sides.RECEIVED);
      Wire.Tape atCallee = callee.record(Recorded.Sides.RECEIVED);
      CompletableFuture<PlayEnd> rising = caller.play(RISING);
      CompletableFuture<PlayEnd> falling = callee.play(FALLING);
      for (int i = 0; i < 200; i++) {
        stranger.sound(left.leg(), PCMU, 666, i);
        stranger.sound(right.leg(), PCMU, 667, i);
        // Ten times as much as a call's own.
        LockSupport.parkNanos(2_000_000);
      }
      Wire.await(rising);
      Wire.await(falling);

      assertThat(left.leg().statistics().refused().strangers()).isGreaterThanOrEqualTo(200);
      assertThat(right.leg().statistics().refused().strangers()).isGreaterThanOrEqualTo(200);
      assertThat(likeness(FALLING, atCaller)).isGreaterThan(0.99);
      assertThat(likeness(RISING, atCallee)).isGreaterThan(0.99);
    }
  }

  @Test
  void two_peers_that_chose_the_same_name_are_each_sent_a_name_of_ours() {
    try (Wire wire = Wire.onLoopback();
        RawPeer one = new RawPeer();
        RawPeer other = new RawPeer()) {
      MediaLeg left = wire.party("left").leg();
      MediaLeg right = wire.party("right").leg();
      left.connect(RemoteMedia.usual(one.address(), G711.PCMU));
      right.connect(RemoteMedia.usual(other.address(), G711.PCMU));
      wire.engine.bridge(left, right);
      // Who speaks before that is a stranger.
      CompletableFuture<Boolean> named = new CompletableFuture<>();
      right.ask(() -> named.complete(true));
      Wire.await(named);
      Set<Integer> namesAtOne = new HashSet<>();
      Set<Integer> namesAtOther = new HashSet<>();
      for (int i = 1; i <= 50; i++) {
        one.sound(left, PCMU, SAME, i);
        other.sound(right, PCMU, SAME, i);
        namesAtOne.add(one.next().ssrc());
        namesAtOther.add(other.next().ssrc());
      }
      Wire.until("all came to one", () -> left.statistics().received().packets() == 50);
      Wire.until("all came to the other", () -> right.statistics().received().packets() == 50);

      assertThat(namesAtOne).hasSize(1).doesNotContain(SAME);
      assertThat(namesAtOther)
          .hasSize(1)
          .doesNotContain(SAME)
          .doesNotContainAnyElementsOf(namesAtOne);
      assertThat(left.statistics().refused().strangers()).isZero();
    }
  }

  /// Ours is not changed: we tell streams apart by leg and address, and never forward a name.
  @Test
  void a_peer_that_takes_our_own_name_is_heard_all_the_same() {
    try (Wire wire = Wire.onLoopback();
        RawPeer peer = new RawPeer()) {
      Wire.Party left = wire.party("left");
      Wire.Party right = wire.party("right");
      Wire.Party callee = wire.party("callee");
      left.leg().connect(RemoteMedia.usual(peer.address(), G711.PCMU));
      wire.connect(callee, right);
      wire.engine.bridge(left.leg(), right.leg());
      CompletableFuture<PlayEnd> speaking = callee.play(RISING);
      RtpPacket ours = peer.next();
      int name = ours.ssrc();
      for (int i = 1; i <= 50; i++) {
        peer.sound(left.leg(), PCMU, name, i);
      }
      Wire.until("all came", () -> left.leg().statistics().received().packets() == 50);
      Wire.await(speaking);

      assertThat(peer.next().ssrc()).isEqualTo(name);
      assertThat(left.leg().statistics().refused().malformed()).isZero();
      assertThat(left.leg().statistics().refused().strangers()).isZero();
      assertThat(wire.engine.statistics().faults()).isZero();
    }
  }

  private static double likeness(short[] said, Wire.Tape tape) {
    return Correlation.of(said, tape.stop().received()).coefficient();
  }
}
