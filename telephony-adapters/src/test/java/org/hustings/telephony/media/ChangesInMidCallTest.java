package org.hustings.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A carrier whose sound changes in the middle of a bridged call: another stream, another port,
/// another codec, pauses with comfort noise. The volunteer is to hear all of it, each sample once.
class ChangesInMidCallTest {
  private static final int COMFORT_NOISE = 13;
  private static final int SAMPLES = 160;
  private static final short[] CHIRP = Sounds.chirp(300, 3000, Duration.ofSeconds(2));
  private static final int HALF = CHIRP.length / 2;

  private final Wire wire = Wire.onLoopback();
  private final Wire.Party voterLeg = wire.party("voter");
  private final Wire.Party volunteerLeg = wire.party("volunteer");
  private final Wire.Party volunteer = wire.party("telephone");
  private final RawPeer carrier = new RawPeer();
  private final Wire.Tape tape;

  ChangesInMidCallTest() {
    wire.connect(volunteerLeg, volunteer);
    wire.engine.bridge(voterLeg.leg(), volunteerLeg.leg());
    connect(carrier, G711.PCMU);
    tape = volunteer.record(Recorded.Sides.RECEIVED);
  }

  @AfterEach
  void close() {
    carrier.close();
    wire.close();
  }

  private void connect(RawPeer peer, G711 law) {
    voterLeg.leg().connect(RemoteMedia.usual(peer.address(), law));
    // What is asked of a leg is done in order: when this is, so is that.
    voterLeg.record(Recorded.Sides.RECEIVED).stop();
  }

  /// All of the first half has been read from the socket.
  private void awaitFirstHalf() {
    Wire.until(
        "the first half", () -> voterLeg.leg().statistics().received().packets() == HALF / SAMPLES);
  }

  private RawStream stream(int ssrc, G711 law, int sequence, int timestamp) {
    return new RawStream(voterLeg.leg().localAddress(), ssrc, law, sequence, timestamp);
  }

  private static short[] firstHalf() {
    return Arrays.copyOf(CHIRP, HALF);
  }

  private static short[] secondHalf() {
    return Arrays.copyOfRange(CHIRP, HALF, CHIRP.length);
  }

  /// Both halves are there, and the second follows the first as closely as it was said.
  private void assertHeardWhole() {
    Wire.until(
        "all was said",
        () -> voterLeg.leg().statistics().received().packets() >= CHIRP.length / SAMPLES);
    // The line goes on with comfort noise, so what comes after the last of it has gone all the way.
    long soFar = volunteer.leg().statistics().received().packets();
    Wire.until(
        "the end of it", () -> volunteer.leg().statistics().received().packets() > soFar + 25);
    short[] heard = tape.stop().received();
    Correlation first = Correlation.of(firstHalf(), heard);
    Correlation second = Correlation.of(secondHalf(), heard);
    assertThat(first.coefficient()).as("the first half").isGreaterThan(0.98);
    assertThat(second.coefficient()).as("the second half").isGreaterThan(0.98);
    assertThat(second.lag() - first.lag() - HALF).as("a gap, in samples").isBetween(-800, HALF);
  }

  @Test
  void another_ssrc_with_numbers_of_its_own_is_heard_without_a_gap() {
    stream(7, G711.PCMU, 100, 16_000).say(carrier, firstHalf());
    stream(0x7fff_0001, G711.PCMU, 60_000, -5_000_000).say(carrier, secondHalf());
    assertHeardWhole();
    assertThat(voterLeg.leg().statistics().refused().strangers()).isZero();
  }

  @Test
  void another_port_that_signalling_names_is_heard_and_sent_to() {
    RawStream stream = stream(7, G711.PCMU, 100, 16_000);
    try (RawPeer moved = new RawPeer()) {
      stream.say(carrier, firstHalf());
      awaitFirstHalf();
      connect(moved, G711.PCMU);
      stream.say(moved, secondHalf());
      assertHeardWhole();
      assertThat(moved.next().payloadType()).isEqualTo(G711.PCMU.staticPayloadType());
      assertThat(voterLeg.leg().statistics().latchedTo()).contains(moved.address());
    }
  }

  @Test
  void another_codec_that_was_agreed_anew_is_heard_and_sent() {
    stream(7, G711.PCMU, 100, 16_000).say(carrier, firstHalf());
    awaitFirstHalf();
    connect(carrier, G711.PCMA);
    stream(7, G711.PCMA, 150, 24_000).say(carrier, secondHalf());
    assertHeardWhole();
    RtpPacket ours = carrier.next();
    while (ours.payloadType() != G711.PCMA.staticPayloadType()) {
      ours = carrier.next();
    }
    assertThat(ours.payloadLength()).isEqualTo(SAMPLES);
  }

  @Test
  void a_port_that_nobody_named_is_no_peer_while_the_old_one_speaks() {
    RawStream stream = stream(7, G711.PCMU, 100, 16_000);
    try (RawPeer intruder = new RawPeer()) {
      stream.say(carrier, firstHalf());
      stream(7, G711.PCMU, 150, 24_000).send(intruder, 0, new byte[SAMPLES]);
      Wire.until("it is refused", () -> voterLeg.leg().statistics().refused().strangers() == 1);
      assertThat(voterLeg.leg().statistics().latchedTo()).contains(carrier.address());
    }
  }

  @Test
  void r24_comfort_noise_in_a_pause_is_a_sign_of_life_and_no_sound() {
    RawStream stream = stream(7, G711.PCMU, 100, 16_000);
    stream.say(carrier, firstHalf());
    stream.send(carrier, COMFORT_NOISE, new byte[] {62});
    Wire.until(
        "it is counted",
        () -> voterLeg.leg().statistics().received().packets() == HALF / SAMPLES + 1);
    assertThat(voterLeg.leg().statistics().sinceLastMedia().orElseThrow())
        .isLessThan(Duration.ofSeconds(5));
    assertThat(voterLeg.leg().statistics().refused().wrongPayload()).isZero();
    stream.say(carrier, secondHalf());
    assertHeardWhole();
  }
}
