package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.telephony.media.Direction.SEND_RECEIVE;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.Direction;
import org.hustings.telephony.media.RawPeer;
import org.hustings.telephony.media.RawStream;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.peers.SipTransport;
import org.hustings.telephony.peers.SippScenario;
import org.hustings.telephony.sip.CarrierTalk.Heard;
import org.hustings.telephony.sip.CarrierTalk.Said;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What volunteer and voter hear of each other while a carrier puts the call on hold, changes
/// codec, port or stream, or speaks IPv6: whole calls, sipp for the messages. Without sipp these
/// fail.
class CarrierSoundTest {
  private static final Duration WHILE = Duration.ofMillis(400);
  private static final int COMFORT_NOISE = 13;

  /// What they say in the first turn, the second and the third; no two are alike.
  private static final List<Said> TURNS =
      List.of(
          said(300, 1100, 3200, 2400), said(1300, 2100, 2200, 1400), said(2300, 3100, 1200, 400));

  @TempDir private Path directory;
  private final RawPeer voter = new RawPeer();
  private final RawPeer elsewhere = new RawPeer();

  @AfterEach
  void close() {
    voter.close();
    elsewhere.close();
  }

  /// What stands in a description from its address on.
  private static String sound(String address, int port, G711 law, String direction) {
    return """
    c=IN IP4 %s
    t=0 0
    m=audio %d RTP/AVP %d 101
    a=rtpmap:%d %s/8000
    a=rtpmap:101 telephone-event/8000
    a=%s\
    """
        .formatted(address, port, law.staticPayloadType(), law.staticPayloadType(), law, direction);
  }

  private String usual() {
    return sound("127.0.0.1", voter.address().getPort(), G711.PCMU, "sendrecv");
  }

  /// @param answer of ours to the second description
  private CarrierTalk changing(String second, String answer, String third) {
    SippScenario scenario =
        SippScenario.of("describes-itself-anew")
            .with("first", usual())
            .with("second", second)
            .with("second-answer", answer)
            .with("third", third)
            .with("third-answer", "a=sendrecv");
    return new CarrierTalk(directory, scenario, voter);
  }

  private static Said said(int voterFrom, int voterTo, int volunteerFrom, int volunteerTo) {
    return new Said(
        Clip.of(Sounds.chirp(voterFrom, voterTo, WHILE)),
        Clip.of(Sounds.chirp(volunteerFrom, volunteerTo, WHILE)));
  }

  private static double likeness(Clip said, Clip heard) {
    return Correlation.of(CarrierTalk.samples(said), CarrierTalk.samples(heard)).coefficient();
  }

  private static void assertBothHeard(Heard heard, int turn) {
    assertThat(likeness(TURNS.get(turn).byVoter(), heard.volunteer()))
        .as("to the volunteer")
        .isGreaterThan(0.98);
    assertThat(likeness(TURNS.get(turn).byVolunteer(), heard.carrier()))
        .as("to the voter")
        .isGreaterThan(0.98);
  }

  private static Heard turn(CarrierTalk talk, RawStream stream, RawPeer from, int turn) {
    return talk.both(SEND_RECEIVE, from, stream, TURNS.get(turn));
  }

  @ParameterizedTest(name = "{1} at {0}")
  @CsvSource({
    "127.0.0.1, sendonly, a=recvonly, SEND_ONLY",
    "127.0.0.1, inactive, a=inactive, INACTIVE",
    // As RFC 2543 had it: the answer is as always, and yet nothing is sent to nowhere.
    "0.0.0.0, sendrecv, o=- [0-9]+ 2 , SEND_ONLY"
  })
  void on_hold_sound_goes_as_the_directions_say_and_comes_back_afterwards(
      String address, String direction, String answer, Direction ways) {
    String held = sound(address, voter.address().getPort(), G711.PCMU, direction);
    try (CarrierTalk talk = changing(held, answer, usual())) {
      RawStream stream = talk.stream(7, G711.PCMU);
      assertBothHeard(turn(talk, stream, voter, 0), 0);

      talk.carrierGoesOn("1 INVITE");
      Heard onHold = talk.both(ways, voter, stream, TURNS.get(1));
      assertThat(onHold.ports()).as("to the carrier, on hold").isEmpty();
      double music = likeness(TURNS.get(1).byVoter(), onHold.volunteer());
      assertThat(music)
          .as("to the volunteer, on hold")
          .isBetween(ways.sends() ? 0.98 : -1, ways.sends() ? 1 : 0.3);

      talk.carrierGoesOn("2 UPDATE");
      assertBothHeard(turn(talk, stream, voter, 2), 2);
      talk.hangUp();
    }
  }

  @Test
  void a_codec_that_is_agreed_anew_is_spoken_and_understood_both_ways() {
    String other = sound("127.0.0.1", voter.address().getPort(), G711.PCMA, "sendrecv");
    try (CarrierTalk talk = changing(other, "RTP/AVP 8 101", usual())) {
      RawStream stream = talk.stream(7, G711.PCMU);
      Heard before = turn(talk, stream, voter, 0);
      assertBothHeard(before, 0);
      assertThat(before.payloadTypes()).containsOnly(G711.PCMU.staticPayloadType());

      talk.carrierGoesOn("1 INVITE");
      stream = stream.in(G711.PCMA);
      Heard changed = turn(talk, stream, voter, 1);
      assertBothHeard(changed, 1);
      assertThat(changed.payloadTypes()).containsOnly(G711.PCMA.staticPayloadType());

      talk.carrierGoesOn("2 UPDATE");
      Heard back = turn(talk, stream.in(G711.PCMU), voter, 2);
      assertBothHeard(back, 2);
      assertThat(back.payloadTypes()).containsOnly(G711.PCMU.staticPayloadType());
      talk.hangUp();
    }
  }

  @Test
  void a_port_that_a_reinvite_names_is_heard_and_sent_to() {
    int there = elsewhere.address().getPort();
    String moved = sound("127.0.0.1", there, G711.PCMU, "sendrecv");
    try (CarrierTalk talk = changing(moved, "a=sendrecv", usual())) {
      talk.listenAt(elsewhere);
      RawStream stream = talk.stream(7, G711.PCMU);
      assertBothHeard(turn(talk, stream, voter, 0), 0);

      talk.carrierGoesOn("1 INVITE");
      Heard heard = turn(talk, stream, elsewhere, 1);
      assertBothHeard(heard, 1);
      assertThat(heard.ports()).containsOnly(there);

      talk.carrierGoesOn("2 UPDATE");
      assertBothHeard(turn(talk, stream, voter, 2), 2);
      talk.hangUp();
    }
  }

  @Test
  void a_voter_whose_packets_come_from_another_port_after_a_pause_is_heard_and_answered_there() {
    try (CarrierTalk talk = new CarrierTalk(directory, SippScenario.of("answers"), voter)) {
      talk.listenAt(elsewhere);
      RawStream stream = talk.stream(7, G711.PCMU);
      assertBothHeard(turn(talk, stream, voter, 0), 0);
      stream.pause(Duration.ofMillis(700));
      Heard heard = turn(talk, stream, elsewhere, 1);
      assertBothHeard(heard, 1);
      assertThat(heard.ports()).containsOnly(elsewhere.address().getPort());
      talk.hangUp();
    }
  }

  @Test
  void another_ssrc_with_numbers_of_its_own_is_heard() {
    try (CarrierTalk talk = new CarrierTalk(directory, SippScenario.of("answers"), voter)) {
      assertBothHeard(turn(talk, talk.stream(7, G711.PCMU), voter, 0), 0);
      assertBothHeard(turn(talk, talk.stream(0x7fff_0001, G711.PCMU), voter, 1), 1);
      talk.hangUp();
    }
  }

  @Test
  void r24_comfort_noise_in_a_pause_is_a_sign_of_life_and_the_call_goes_on() {
    try (CarrierTalk talk = new CarrierTalk(directory, SippScenario.of("answers"), voter)) {
      RawStream stream = talk.stream(7, G711.PCMU);
      assertBothHeard(turn(talk, stream, voter, 0), 0);
      stream.send(voter, COMFORT_NOISE, new byte[] {62});
      stream.pause(Duration.ofMillis(700));
      stream.send(voter, COMFORT_NOISE, new byte[] {60, 1, 2});
      talk.awaitVoterTaken();
      assertBothHeard(turn(talk, stream, voter, 1), 1);
      talk.hangUp();
    }
  }

  @Test
  void over_ipv6_both_hear_each_other() {
    try (RawPeer there = new RawPeer(InetAddress.ofLiteral("::1"));
        CarrierTalk talk =
            new CarrierTalk(
                directory, SippScenario.of("answers-over-ipv6").over(SipTransport.UDP6), there)) {
      assertBothHeard(turn(talk, talk.stream(7, G711.PCMU), there, 0), 0);
      assertBothHeard(turn(talk, talk.stream(8, G711.PCMU), there, 1), 1);
      talk.hangUp();
    }
  }
}
