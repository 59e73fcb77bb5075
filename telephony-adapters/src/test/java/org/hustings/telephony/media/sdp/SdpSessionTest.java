package org.hustings.telephony.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.SplittableRandom;
import org.hustings.telephony.media.Direction;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.sdp.Negotiation.Agreed;
import org.hustings.telephony.media.sdp.Negotiation.Reason;
import org.hustings.telephony.media.sdp.Negotiation.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 3264 and RFC 8866, as far as a telephone call needs them.
class SdpSessionTest {
  private static final String HEAD =
      "v=0\r\no=- 1 1 IN IP4 198.51.100.7\r\ns=-\r\nc=IN IP4 198.51.100.7\r\nt=0 0\r\n";

  private static SdpSession session() {
    return new SdpSession(
        SdpSession.Local.usual(new InetSocketAddress("203.0.113.1", 40_000)), 4711);
  }

  private static Agreed agreed(String offer) {
    return switch (session().answer(offer)) {
      case Agreed agreed -> agreed;
      case Refused refused -> throw new AssertionError("refused: " + refused);
    };
  }

  private static Refused refused(String offer) {
    return switch (session().answer(offer)) {
      case Agreed agreed -> throw new AssertionError("agreed: " + agreed);
      case Refused refused -> refused;
    };
  }

  @Test
  void a_usual_offer_is_answered_with_one_codec_and_the_peers_event_number() {
    Agreed agreed =
        agreed(
            HEAD
                + "m=audio 30000 RTP/AVP 8 0 96\r\n"
                + "a=rtpmap:96 telephone-event/8000\r\na=ptime:30\r\n");

    assertThat(agreed.text())
        .contains("m=audio 40000 RTP/AVP 0 96\r\n")
        .contains("a=rtpmap:96 telephone-event/8000\r\n")
        .contains("a=sendrecv\r\n");
    assertThat(agreed.remote().rtp()).isEqualTo(new InetSocketAddress("198.51.100.7", 30_000));
    assertThat(agreed.remote().rtcp().getPort()).isEqualTo(30_001);
    assertThat(agreed.remote().telephoneEvents()).hasValue(96);
    assertThat(agreed.remote().ptime()).isEqualTo(Duration.ofMillis(30));
    assertThat(agreed.remote().codecs())
        .containsExactly(RemoteMedia.Codec.of(G711.PCMU), RemoteMedia.Codec.of(G711.PCMA));
  }

  @Test
  void a_missing_rtpmap_is_fine_for_static_types_and_a_foreign_one_takes_the_type_away() {
    assertThat(agreed(HEAD + "m=audio 30000 RTP/AVP 8\r\n").remote().codecs())
        .containsExactly(RemoteMedia.Codec.of(G711.PCMA));
    assertThat(refused(HEAD + "m=audio 30000 RTP/AVP 0\r\na=rtpmap:0 G729/8000\r\n").reason())
        .isEqualTo(Reason.NO_COMMON_CODEC);
    assertThat(
            agreed(HEAD + "m=audio 30000 RTP/AVP 97\r\na=rtpmap:97 pcmu/8000\r\n")
                .remote()
                .codecs())
        .containsExactly(new RemoteMedia.Codec(G711.PCMU, 97));
  }

  @Test
  void video_and_a_second_audio_stream_are_refused_in_their_places() {
    Agreed agreed =
        agreed(
            HEAD
                + "m=video 30002 RTP/AVP 99\r\nm=audio 0 RTP/AVP 0\r\n"
                + "m=audio 30000 RTP/AVP 0\r\nm=audio 30004 RTP/AVP 0\r\n");

    assertThat(agreed.text().lines().filter(line -> line.startsWith("m=")))
        .containsExactly(
            "m=video 0 RTP/AVP 99",
            "m=audio 0 RTP/AVP 0",
            "m=audio 40000 RTP/AVP 0",
            "m=audio 0 RTP/AVP 0");
  }

  @ParameterizedTest
  @CsvSource({
    "sendonly, RECEIVE_ONLY, recvonly",
    "recvonly, SEND_ONLY, sendonly",
    "inactive, INACTIVE, inactive",
    "sendrecv, SEND_RECEIVE, sendrecv"
  })
  void hold_in_the_manner_of_rfc_3264_is_understood(String theirs, Direction ours, String said) {
    Agreed agreed = agreed(HEAD + "m=audio 30000 RTP/AVP 0\r\na=" + theirs + "\r\n");

    assertThat(agreed.remote().direction()).isEqualTo(ours);
    assertThat(agreed.text()).contains("a=" + said + "\r\n");
  }

  @Test
  void hold_in_the_manner_of_rfc_2543_sends_nothing_anywhere() {
    Agreed agreed =
        agreed(HEAD.replace("IP4 198.51.100.7", "IP4 0.0.0.0") + "m=audio 30000 RTP/AVP 0\r\n");

    assertThat(agreed.remote().direction()).isEqualTo(Direction.RECEIVE_ONLY);
  }

  @Test
  void the_streams_own_address_and_direction_go_before_the_sessions() {
    Agreed agreed =
        agreed(
            HEAD.replace("t=0 0\r\n", "t=0 0\r\na=inactive\r\n")
                + "m=audio 30000 RTP/AVP 0\r\nc=IN IP4 198.51.100.9\r\na=sendrecv\r\n");

    assertThat(agreed.remote().rtp().getAddress().getHostAddress()).isEqualTo("198.51.100.9");
    assertThat(agreed.remote().direction()).isEqualTo(Direction.SEND_RECEIVE);
  }

  @Test
  void rtcp_goes_where_the_peer_says_or_shares_the_port() {
    String audio = HEAD + "m=audio 30000 RTP/AVP 0\r\n";

    assertThat(agreed(audio + "a=rtcp:31111 IN IP4 192.0.2.1\r\n").remote().rtcp())
        .isEqualTo(new InetSocketAddress("198.51.100.7", 31_111));
    Agreed muxed = agreed(audio + "a=rtcp-mux\r\n");
    assertThat(muxed.remote().rtcp()).isEqualTo(muxed.remote().rtp());
    assertThat(muxed.text()).contains("a=rtcp-mux\r\n");
  }

  @ParameterizedTest
  @CsvSource({"10,10", "20,20", "40,40", "35,30", "5,10", "200,60", "0,20", "junk,20", "20.5,20"})
  void an_odd_ptime_becomes_one_that_we_can_send(String asked, int made) {
    Agreed agreed = agreed(HEAD + "m=audio 30000 RTP/AVP 0\r\na=ptime:" + asked + "\r\n");

    assertThat(agreed.remote().ptime()).isEqualTo(Duration.ofMillis(made));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m=audio 30000 RTP/AVP 18 | NO_COMMON_CODEC",
        "m=audio 30000 RTP/SAVP 0 | UNSUPPORTED_TRANSPORT",
        "m=audio 0 RTP/AVP 0 | NO_AUDIO",
        "m=video 30000 RTP/AVP 99 | NO_AUDIO",
        "m=audio 70000 RTP/AVP 0 | MALFORMED",
        "m=audio -5 RTP/AVP 0 | MALFORMED",
        "m=audio 30000 RTP/AVP | MALFORMED",
        "m=audio 30000 RTP/AVP zero | MALFORMED",
        "m=audio 30000 RTP/AVP 0,,c=IN IP4 media.example.org | UNUSABLE_ADDRESS",
        "m=audio 30000 RTP/AVP 0,,c=IN IP4 239.1.2.3 | UNUSABLE_ADDRESS",
        "m=audio 30000 RTP/AVP 0,,c=IN IP4 255.255.255.255 | UNUSABLE_ADDRESS",
        "m=audio 30000 RTP/AVP 0,,c=IN IP4 127.0.0.1 | UNUSABLE_ADDRESS",
        "m=audio 30000 RTP/AVP 0,,c=IN IP4 1.2.3.999 | UNUSABLE_ADDRESS",
        "m=audio 30000 RTP/AVP 0,,c=IN IP6 2001:db8::1 | UNUSABLE_ADDRESS",
        "m=audio 30000 RTP/AVP 0,,c=IN | MALFORMED",
        "m=audio 30000 RTP/AVP 0,,nonsense | MALFORMED",
      })
  void what_cannot_be_served_is_refused_with_its_reason(String lines, Reason reason) {
    Refused refused = refused(HEAD + lines.replace(",,", "\r\n") + "\r\n");

    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.detail()).isNotBlank();
  }

  @Test
  void too_much_text_too_many_lines_and_too_many_streams_are_refused() {
    String stream = "m=audio 30000 RTP/AVP 0\r\n";

    assertThat(refused(HEAD + stream + "a=x\r\n".repeat(5000)).reason())
        .isEqualTo(Reason.MALFORMED);
    assertThat(refused(HEAD + stream + "a=x\r\n".repeat(600)).reason()).isEqualTo(Reason.MALFORMED);
    assertThat(refused(HEAD + stream.repeat(17)).reason()).isEqualTo(Reason.MALFORMED);
    assertThat(refused("").reason()).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void an_ip6_offer_meets_an_ip6_leg() {
    SdpSession session =
        new SdpSession(SdpSession.Local.usual(new InetSocketAddress("2001:db8::5", 40_000)), 4711);

    Negotiation negotiation =
        session.answer(
            HEAD.replace("IP4 198.51.100.7", "IP6 2001:db8::1") + "m=audio 30000 RTP/AVP 0\n");

    assertThat(negotiation).isInstanceOf(Agreed.class);
  }

  @Test
  void our_offer_is_understood_by_our_answer_and_the_answer_by_our_acceptance() {
    SdpSession offering = session();
    SdpSession answering =
        new SdpSession(SdpSession.Local.usual(new InetSocketAddress("198.51.100.7", 30_000)), 815);

    Negotiation answer = answering.answer(offering.offer(Direction.SEND_RECEIVE));
    String text = answer instanceof Agreed agreed ? agreed.text() : "";
    Negotiation accepted = offering.accept(text);

    assertThat(accepted)
        .isInstanceOfSatisfying(
            Agreed.class,
            agreed -> {
              assertThat(agreed.remote().rtp().getPort()).isEqualTo(30_000);
              assertThat(agreed.remote().telephoneEvents()).hasValue(101);
              assertThat(agreed.remote().direction()).isEqualTo(Direction.SEND_RECEIVE);
            });
  }

  @Test
  void each_description_that_we_send_has_a_new_version() {
    SdpSession session = session();

    assertThat(session.offer(Direction.SEND_RECEIVE)).contains("o=- 4711 1 ");
    assertThat(session.offer(Direction.SEND_ONLY)).contains("o=- 4711 2 ");
  }

  @Test
  void no_text_whatever_makes_it_fail() {
    SplittableRandom random = new SplittableRandom(20_261_122);
    String offer =
        HEAD + "m=audio 30000 RTP/AVP 8 0 96\r\na=rtpmap:96 telephone-event/8000\r\na=ptime:20\r\n";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder hostile = new StringBuilder(offer);
      for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
        int at = random.nextInt(hostile.length());
        switch (random.nextInt(3)) {
          case 0 -> hostile.setCharAt(at, (char) random.nextInt(0, 300));
          case 1 -> hostile.deleteCharAt(at);
          default -> hostile.insert(at, hostile.substring(random.nextInt(at + 1), at));
        }
      }
      assertThat(session().answer(hostile.toString())).as("change %d", i).isNotNull();
    }
  }
}
