package org.hustings.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.srtp.SrtpKeys;
import org.hustings.telephony.media.srtp.SrtpSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Legs whose sound goes by SRTP with keys that SIP told (RFC 4568), on real sockets.
class SecretOnTheWireTest {
  private static final short[] CHIRP = Sounds.chirp(Duration.ofSeconds(1));

  @BeforeAll
  static void warm() {
    SrtpSession.warmUp();
  }

  private static SrtpKeys.Direction key(int filler) {
    byte[] octets = new byte[SrtpKeys.Direction.OCTETS];
    Arrays.fill(octets, (byte) filler);
    return SrtpKeys.Direction.of(octets);
  }

  private static void connect(Wire.Party one, int itsKey, Wire.Party other, int othersKey) {
    one.leg()
        .connect(
            RemoteMedia.usual(other.leg().localAddress(), G711.PCMU)
                .withKeys(new RemoteMedia.Keys(key(itsKey), key(othersKey))));
  }

  @Test
  void sound_and_reports_arrive_by_srtp_and_a_new_key_of_the_peer_is_taken_over() {
    MediaConfig.Timing usual = MediaConfig.Timing.usual();
    MediaConfig reporting =
        MediaConfig.onLoopback(Wire.PORTS)
            .withTiming(
                new MediaConfig.Timing(
                    usual.clock(),
                    usual.wall(),
                    Duration.ofMillis(300),
                    usual.latch(),
                    usual.quiet()));
    try (Wire wire = new Wire(reporting)) {
      Wire.Party ours = wire.party("ours");
      Wire.Party theirs = wire.party("theirs");
      connect(ours, 1, theirs, 2);
      connect(theirs, 2, ours, 1);
      assertHeard(ours, theirs);
      Wire.until("a round trip", () -> ours.leg().statistics().roundTrip().isPresent());

      // The peer comes with another key; ours stays as it is.
      connect(theirs, 3, ours, 1);
      connect(ours, 1, theirs, 3);
      assertHeard(theirs, ours);
      assertHeard(ours, theirs);
    }
  }

  private static void assertHeard(Wire.Party speaker, Wire.Party listener) {
    awaitMore(listener);
    Wire.Tape tape = listener.record(Recorded.Sides.RECEIVED);
    Wire.await(speaker.play(CHIRP));
    awaitMore(listener);
    assertThat(Correlation.of(CHIRP, tape.stop().received()).coefficient()).isGreaterThan(0.99);
  }

  /// The line is never silent, so what comes now was said after all that was asked before.
  private static void awaitMore(Wire.Party listener) {
    long soFar = listener.leg().statistics().received().packets();
    Wire.until("more of it", () -> listener.leg().statistics().received().packets() > soFar + 10);
  }

  @Test
  void who_has_not_the_key_is_no_peer_not_even_at_the_peers_address() {
    try (Wire wire = Wire.onLoopback();
        RawPeer peer = new RawPeer()) {
      Wire.Party ours = wire.party("ours");
      ours.leg()
          .connect(
              RemoteMedia.usual(peer.address(), G711.PCMU)
                  .withKeys(new RemoteMedia.Keys(key(1), key(2))));
      for (int i = 0; i < 10; i++) {
        peer.sound(ours.leg(), 0, 7, i);
      }
      Wire.until("all refused", () -> ours.leg().statistics().refused().malformed() == 10);
      assertThat(ours.leg().statistics().latchedTo()).isEmpty();
      // What it gets is no G.711 that anybody could listen to: ten octets longer, by the tag.
      assertThat(peer.next().payloadLength()).isEqualTo(170);
    }
  }
}
