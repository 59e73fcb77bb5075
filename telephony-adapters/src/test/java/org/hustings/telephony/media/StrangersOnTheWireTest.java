package org.hustings.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

/// What comes from those who have no business here, and from peers that move.
class StrangersOnTheWireTest {
  private static final short[] CHIRP = Sounds.chirp(Duration.ofSeconds(1));
  private static final int PCMU = 0;

  private static MediaConfig config(Duration latch) {
    MediaConfig.Timing usual = MediaConfig.Timing.usual();
    return MediaConfig.onLoopback(Wire.PORTS)
        .withTiming(
            new MediaConfig.Timing(
                usual.clock(), usual.wall(), usual.reportEvery(), latch, Duration.ofMillis(200)));
  }

  /// An open leg that tells where it latched.
  private record Watched(MediaLeg leg, BlockingQueue<InetSocketAddress> latched) {
    static Watched on(Wire wire) {
      BlockingQueue<InetSocketAddress> latched = new LinkedBlockingQueue<>();
      MediaLegListener listener =
          new MediaLegListener() {
            @Override
            public void latched(InetSocketAddress source) {
              latched.add(source);
            }
          };
      return switch (wire.engine.open(new LegName("watched"), listener)) {
        case Opening.Opened(MediaLeg leg) -> new Watched(leg, latched);
        case Opening.Refused refused -> throw new AssertionError(refused.toString());
      };
    }

    InetSocketAddress nextLatched() throws InterruptedException {
      InetSocketAddress source = latched.poll(5, TimeUnit.SECONDS);
      if (source == null) {
        throw new AssertionError("latched nowhere within 5 s");
      }
      return source;
    }
  }

  @Test
  void a_stranger_is_counted_and_not_heard() {
    try (Wire wire = Wire.onLoopback();
        RawPeer stranger = new RawPeer()) {
      Wire.Party ours = wire.party("ours");
      Wire.Party theirs = wire.party("theirs");
      wire.connect(ours, theirs);
      Wire.until("latched", () -> ours.leg().statistics().latchedTo().isPresent());
      Wire.Tape tape = ours.record(Recorded.Sides.RECEIVED);
      var playing = theirs.play(CHIRP);
      for (int i = 0; i < 100; i++) {
        stranger.sound(ours.leg(), PCMU, 666, i);
      }
      Wire.await(playing);

      assertThat(ours.leg().statistics().refused().strangers()).isEqualTo(100);
      assertThat(Correlation.of(CHIRP, tape.stop().received()).coefficient()).isGreaterThan(0.99);
    }
  }

  @Test
  void a_payload_type_that_was_not_agreed_is_counted_and_latches_nothing() {
    try (Wire wire = Wire.onLoopback();
        RawPeer peer = new RawPeer()) {
      MediaLeg leg = wire.party("ours").leg();
      leg.connect(RemoteMedia.usual(peer.address(), G711.PCMU));
      // Who gets comfort has been named.
      assertThat(peer.next().payloadLength()).isPositive();
      for (int i = 0; i < 10; i++) {
        peer.sound(leg, 18, 7, i);
      }
      Wire.until("counted", () -> leg.statistics().refused().wrongPayload() == 10);

      assertThat(leg.statistics().latchedTo()).isEmpty();
      assertThat(leg.statistics().received().packets()).isZero();
    }
  }

  @Test
  void a_peer_behind_a_nat_is_answered_where_it_really_is_and_followed_when_it_moves()
      throws Exception {
    try (Wire wire = new Wire(config(Duration.ZERO));
        RawPeer signalled = new RawPeer();
        RawPeer before = new RawPeer();
        RawPeer after = new RawPeer()) {
      Watched watched = Watched.on(wire);
      watched.leg().connect(RemoteMedia.usual(signalled.address(), G711.PCMU));
      // Who gets comfort has been named.
      assertThat(signalled.next().payloadLength()).isPositive();
      before.sound(watched.leg(), PCMU, 7, 1);
      assertThat(watched.nextLatched()).isEqualTo(before.address());
      assertThat(before.next().payloadType()).isEqualTo(PCMU);

      Wire.until(
          "followed",
          () -> {
            after.sound(watched.leg(), PCMU, 7, 5);
            return !watched.latched().isEmpty();
          });
      assertThat(watched.nextLatched()).isEqualTo(after.address());
      RtpPacket answered = after.next();
      assertThat(answered.payloadType()).isEqualTo(PCMU);
    }
  }

  @Test
  void r24_a_stream_that_a_former_call_left_behind_does_not_hide_that_the_peer_fell_silent() {
    try (Wire wire = Wire.onLoopback();
        RawPeer leftBehind = new RawPeer();
        RawPeer peer = new RawPeer()) {
      MediaLeg leg = wire.party("ours").leg();
      leftBehind.sound(leg, PCMU, 666, 1);
      peer.sound(leg, PCMU, 7, 1);
      Wire.until("both came early", () -> leg.statistics().refused().strangers() == 2);
      leg.connect(RemoteMedia.usual(peer.address(), G711.PCMU));
      for (int i = 0; i < 50; i++) {
        leftBehind.sound(leg, PCMU, 666, 2 + i);
      }
      Wire.until("all refused", () -> leg.statistics().refused().strangers() == 52);

      assertThat(leg.statistics().latchedTo()).contains(peer.address());
      assertThat(leg.statistics().sinceLastMedia()).isEmpty();
    }
  }

  @Test
  void a_former_peer_that_never_stopped_is_not_heard_in_the_next_call() {
    PortRange onePair = new PortRange(42_500, 42_501);
    MediaConfig config = MediaConfig.onLoopback(onePair).withDrainFor(Duration.ofMillis(100));
    try (Wire wire = new Wire(config);
        RawPeer former = new RawPeer();
        RawPeer next = new RawPeer()) {
      MediaLeg first = wire.party("first").leg();
      first.connect(RemoteMedia.usual(former.address(), G711.PCMU));
      // Who gets comfort has been named.
      assertThat(former.next().payloadLength()).isPositive();
      former.sound(first, PCMU, 99, 1);
      Wire.until("heard", () -> first.statistics().received().packets() == 1);
      first.close();
      Wire.until(
          "drained",
          () ->
              wire.engine.statistics().legs() == 0
                  && wire.engine.statistics().portsDraining() == 0);

      MediaLeg second = wire.party("second").leg();
      assertThat(second.localAddress()).isEqualTo(first.localAddress());
      second.connect(RemoteMedia.usual(next.address(), G711.PCMU));
      assertThat(next.next().payloadLength()).isPositive();
      former.sound(second, PCMU, 99, 2);
      Wire.until("refused", () -> second.statistics().refused().strangers() == 1);
      next.sound(second, PCMU, 100, 1);
      Wire.until("heard", () -> second.statistics().received().packets() == 1);
      assertThat(second.statistics().latchedTo()).contains(next.address());
    }
  }

  @Test
  void no_bytes_whatever_disturb_a_call() {
    try (Wire wire = Wire.onLoopback();
        RawPeer hostile = new RawPeer()) {
      Wire.Party ours = wire.party("ours");
      Wire.Party theirs = wire.party("theirs");
      wire.connect(ours, theirs);
      Wire.until("latched", () -> ours.leg().statistics().latchedTo().isPresent());
      Wire.Tape tape = ours.record(Recorded.Sides.RECEIVED);
      var playing = theirs.play(CHIRP);
      SplittableRandom random = new SplittableRandom(13);
      InetSocketAddress rtp = ours.leg().localAddress();
      InetSocketAddress rtcp = new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1);
      for (int i = 0; i < 3000; i++) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        if (bytes.length > 1 && random.nextBoolean()) {
          bytes[0] = (byte) (0x80 | (bytes[0] & 0x3F));
          bytes[1] =
              (byte) (random.nextBoolean() ? random.nextInt(200, 205) : random.nextInt(2) * 101);
        }
        hostile.send(random.nextBoolean() ? rtp : rtcp, bytes);
        if (i % 100 == 0) {
          java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
      }
      Wire.await(playing);

      assertThat(wire.engine.statistics().faults()).isZero();
      assertThat(wire.engine.statistics().loopRestarts()).isZero();
      assertThat(ours.leg().statistics().refused().malformed()).isPositive();
      assertThat(Correlation.of(CHIRP, tape.stop().received()).coefficient()).isGreaterThan(0.99);
    }
  }

  @Test
  void stun_and_keepalives_on_the_port_are_no_media() {
    try (Wire wire = Wire.onLoopback();
        RawPeer peer = new RawPeer()) {
      MediaLeg leg = wire.party("ours").leg();
      leg.connect(RemoteMedia.usual(peer.address(), G711.PCMU));
      peer.send(leg, HexFormat.of().parseHex("000100002112a442000102030405060708090a0b"));
      peer.send(leg, new byte[] {0, 0, 0, 0});
      Wire.until("counted", () -> leg.statistics().refused().malformed() == 2);

      assertThat(leg.statistics().sinceLastMedia()).isEmpty();
    }
  }
}
