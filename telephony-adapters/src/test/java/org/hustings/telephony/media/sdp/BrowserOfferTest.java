package org.hustings.telephony.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.hustings.telephony.media.Direction;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.sdp.BrowserOffer.Ours;
import org.hustings.telephony.media.sdp.BrowserOffer.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserOfferTest {
  /// As Chromium and Firefox write it, shortened.
  private static final String OFFER =
      """
      v=0
      o=- 4611731400430051336 2 IN IP4 127.0.0.1
      s=-
      t=0 0
      a=group:BUNDLE 0 1
      a=extmap-allow-mixed
      a=msid-semantic: WMS
      m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 8 0 13 110 126
      c=IN IP4 0.0.0.0
      a=rtcp:9 IN IP4 0.0.0.0
      a=ice-ufrag:h6vY
      a=ice-pwd:asd88fgpdd777uzjYhagZg
      a=ice-options:trickle
      a=fingerprint:sha-256 AA:BB
      a=setup:actpass
      a=mid:0
      a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
      a=sendrecv
      a=rtcp-mux
      a=rtpmap:111 opus/48000/2
      a=rtpmap:0 PCMU/8000
      a=rtpmap:8 PCMA/8000
      a=rtpmap:110 telephone-event/48000
      a=rtpmap:126 telephone-event/8000
      m=video 9 UDP/TLS/RTP/SAVPF 96
      c=IN IP4 0.0.0.0
      a=mid:1
      a=rtpmap:96 VP8/90000
      """;

  private static final Ours OURS =
      new Ours(
          "ourFragment",
          "ourPasswordOfTwentyTwo",
          "sha-256 CC:DD",
          List.of(
              new InetSocketAddress(InetAddress.ofLiteral("203.0.113.10"), 7_000),
              new InetSocketAddress(InetAddress.ofLiteral("2001:db8::10"), 7_000)),
          1);

  private static BrowserOffer usable(String text) {
    return ((Reading.Usable) BrowserOffer.read(text)).offer();
  }

  @Test
  void g711_is_taken_pcmu_first_whatever_the_browser_prefers() {
    BrowserOffer offer = usable(OFFER);

    assertThat(offer.remote().codecs())
        .extracting(codec -> codec.law())
        .containsExactly(G711.PCMU, G711.PCMA);
    assertThat(offer.remote().telephoneEvents()).isEqualTo(OptionalInt.of(126));
    assertThat(offer.remote().direction()).isEqualTo(Direction.SEND_RECEIVE);
    assertThat(offer.iceFragment()).contains("h6vY");
    assertThat(offer.fingerprints()).containsExactly("sha-256 AA:BB");
  }

  @Test
  void the_answer_is_lite_passive_bundled_and_of_one_codec() {
    List<String> lines = usable(OFFER).answer(OURS).lines().toList();

    assertThat(lines)
        .contains(
            "a=ice-lite",
            "a=group:BUNDLE 0",
            "m=audio 7000 UDP/TLS/RTP/SAVPF 0 126",
            "a=rtpmap:0 PCMU/8000",
            "a=rtpmap:126 telephone-event/8000",
            "a=setup:passive",
            "a=rtcp-mux",
            "a=sendrecv",
            "a=ice-ufrag:ourFragment",
            "a=fingerprint:sha-256 CC:DD",
            "a=candidate:1 1 udp 2130706431 203.0.113.10 7000 typ host",
            "a=end-of-candidates")
        .anyMatch(line -> line.matches("a=candidate:2 1 udp \\d+ 2001:db8:[0:]*10 7000 typ host"));
  }

  @Test
  void what_else_is_offered_is_refused_in_its_place() {
    List<String> lines = usable(OFFER).answer(OURS).lines().toList();

    assertThat(lines).contains("m=video 0 UDP/TLS/RTP/SAVPF 96");
    assertThat(lines.stream().filter(line -> line.startsWith("m="))).hasSize(2);
  }

  @Test
  void rfc8840_a_restart_is_answered_by_a_fragment() {
    String fragment = usable(OFFER).restarted(OURS);

    assertThat(fragment.lines())
        .contains("a=ice-ufrag:ourFragment", "a=ice-pwd:ourPasswordOfTwentyTwo", "a=mid:0")
        .noneMatch(line -> line.startsWith("v="));
    assertThat(IceFragment.read(fragment))
        .contains(new IceFragment("ourFragment", "ourPasswordOfTwentyTwo"));
  }

  @Test
  void candidates_alone_are_no_restart() {
    assertThat(IceFragment.read("a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n")).isEmpty();
    assertThat(IceFragment.read("a=ice-ufrag:x\r\n".repeat(10_000))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "no SDP at all, v=0, hello",
    "no audio, m=audio 9, m=text 9",
    "audio is switched off, m=audio 9, m=audio 0",
    "plain RTP, UDP/TLS/RTP/SAVPF, RTP/AVP",
    "no G.711, 111 63 9 8 0 13 110 126, 111 63 9 13 110 126",
    "RTCP on a port of its own, a=rtcp-mux, a=rtcp-rsize",
    "the browser wants to be passive, a=setup:actpass, a=setup:passive",
    "no setup, a=setup:actpass, a=nothing",
    "a port that is none, m=audio 9, m=audio 99999",
    "a payload type that is none, 111 63 9 8 0 13 110 126, 111 999",
    "a line that is none, a=rtcp-mux, hello world",
  })
  void what_cannot_be_met_is_refused_with_a_reason(String label, String from, String to) {
    assertThat(BrowserOffer.read(OFFER.replace(from, to)))
        .as(label)
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.why()).isNotBlank());
  }

  @Test
  void nothing_hostile_throws_or_gets_a_line_of_its_own_into_the_answer() {
    Random random = new Random(8829);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder hostile = new StringBuilder(OFFER);
      for (int j = random.nextInt(10); j >= 0; j--) {
        hostile.setCharAt(random.nextInt(hostile.length()), (char) random.nextInt(300));
      }
      if (BrowserOffer.read(hostile.toString()) instanceof Reading.Usable(BrowserOffer offer)) {
        assertThat(offer.answer(OURS).lines()).allMatch(line -> line.matches("[a-z]=.*"));
      }
    }
    String endless = OFFER + "a=x\n".repeat(10_000);
    assertThat(BrowserOffer.read(endless)).isInstanceOf(Reading.Refused.class);
  }

  @Test
  void credentials_may_stand_for_all_streams() {
    String above =
        OFFER
            .replace("a=ice-ufrag:h6vY\n", "")
            .replace("a=extmap-allow-mixed\n", "a=ice-ufrag:above\n");

    assertThat(usable(above).iceFragment()).isEqualTo(Optional.of("above"));
  }
}
