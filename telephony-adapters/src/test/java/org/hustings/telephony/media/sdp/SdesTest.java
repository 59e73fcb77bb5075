package org.hustings.telephony.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Base64;
import org.hustings.telephony.media.Direction;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.sdp.Negotiation.Agreed;
import org.hustings.telephony.media.sdp.Negotiation.Reason;
import org.hustings.telephony.media.sdp.Negotiation.Refused;
import org.hustings.telephony.media.srtp.SrtpKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys of SRTP that session descriptions tell (RFC 4568).
class SdesTest {
  private static final SrtpKeys.Direction OURS = key(1);
  private static final SrtpKeys.Direction THEIRS = key(2);
  private static final String INLINE = inline(THEIRS);
  private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";
  private static final String HEAD =
      "v=0\r\no=- 1 1 IN IP4 198.51.100.7\r\ns=-\r\nc=IN IP4 198.51.100.7\r\nt=0 0\r\n";

  private final SdpSession secret =
      new SdpSession(
          SdpSession.Local.usual(new InetSocketAddress("203.0.113.1", 40_000)).secret(OURS), 1);

  private static SrtpKeys.Direction key(int filler) {
    byte[] octets = new byte[SrtpKeys.Direction.OCTETS];
    Arrays.fill(octets, (byte) filler);
    return SrtpKeys.Direction.of(octets);
  }

  private static String inline(SrtpKeys.Direction key) {
    return "inline:" + Base64.getEncoder().encodeToString(key.keyAndSalt());
  }

  private static String described(String protocol, String... cryptos) {
    StringBuilder text = new StringBuilder(HEAD).append("m=audio 30000 ").append(protocol);
    text.append(" 0\r\n");
    for (String crypto : cryptos) {
      text.append("a=crypto:").append(crypto).append("\r\n");
    }
    return text.toString();
  }

  private static RemoteMedia.Keys agreed(Negotiation negotiation) {
    return switch (negotiation) {
      case Agreed(_, RemoteMedia remote) -> remote.keys().orElseThrow();
      case Refused refused -> throw new AssertionError("refused: " + refused);
    };
  }

  private static Reason refused(Negotiation negotiation) {
    return switch (negotiation) {
      case Agreed agreed -> throw new AssertionError("agreed: " + agreed);
      case Refused(Reason reason, _) -> reason;
    };
  }

  @Test
  void an_offer_of_ours_tells_our_key_and_the_answer_theirs() {
    String offer = secret.offer(Direction.SEND_RECEIVE);
    assertThat(offer)
        .contains("m=audio 40000 RTP/SAVP 0 8 101\r\n")
        .contains("a=crypto:1 " + SUITE + " " + inline(OURS) + "\r\n");
    RemoteMedia.Keys keys =
        agreed(secret.accept(described("RTP/SAVP", "1 " + SUITE + " " + INLINE)));
    assertThat(keys).isEqualTo(new RemoteMedia.Keys(OURS, THEIRS));
  }

  @Test
  void of_several_offered_the_first_that_we_can_do_is_taken_under_its_tag() {
    String offer =
        described(
            "RTP/SAVP",
            "1 AES_256_CM_HMAC_SHA1_80 inline:" + "A".repeat(64),
            "2 " + SUITE + " " + INLINE + "|2^31|1:4",
            "7 " + SUITE + " " + INLINE + "|2^31");
    Negotiation answer = secret.answer(offer);
    assertThat(agreed(answer).theirs()).isEqualTo(THEIRS);
    assertThat(((Agreed) answer).text())
        .contains("m=audio 40000 RTP/SAVP 0\r\n")
        .contains("a=crypto:7 " + SUITE + " " + inline(OURS) + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 AES_CM_128_HMAC_SHA1_32 inline:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC",
        "1 AES_CM_128_HMAC_SHA1_80 inline:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC UNENCRYPTED_SRTP",
        "1 AES_CM_128_HMAC_SHA1_80 inline:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC|1:4",
        "1 AES_CM_128_HMAC_SHA1_80 inline:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC|2^10",
        "1 AES_CM_128_HMAC_SHA1_80 inline:AgICAgICAgICAgICAgICAgICAgICAgICAgICA===",
        "1 AES_CM_128_HMAC_SHA1_80 inline:short",
        "99999999999999 AES_CM_128_HMAC_SHA1_80 inline:AgIC"
      })
  void what_we_cannot_do_is_no_key(String crypto) {
    assertThat(refused(secret.answer(described("RTP/SAVP", crypto))))
        .isEqualTo(Reason.NO_COMMON_CIPHER);
  }

  @Test
  void where_srtp_is_demanded_nothing_else_will_do() {
    assertThat(refused(secret.answer(described("RTP/AVP"))))
        .isEqualTo(Reason.UNSUPPORTED_TRANSPORT);
    assertThat(refused(secret.answer(described("RTP/SAVP")))).isEqualTo(Reason.NO_COMMON_CIPHER);
    secret.offer(Direction.SEND_RECEIVE);
    assertThat(refused(secret.accept(described("RTP/AVP", "1 " + SUITE + " " + INLINE))))
        .isEqualTo(Reason.UNSUPPORTED_TRANSPORT);
    assertThat(refused(secret.accept(described("RTP/SAVP", "2 " + SUITE + " " + INLINE))))
        .as("a tag that we did not offer")
        .isEqualTo(Reason.NO_COMMON_CIPHER);
  }

  @Test
  void where_it_is_not_demanded_it_is_not_spoken() {
    SdpSession open =
        new SdpSession(SdpSession.Local.usual(new InetSocketAddress("203.0.113.1", 40_000)), 1);
    assertThat(refused(open.answer(described("RTP/SAVP", "1 " + SUITE + " " + INLINE))))
        .isEqualTo(Reason.UNSUPPORTED_TRANSPORT);
    assertThat(open.offer(Direction.SEND_RECEIVE)).doesNotContain("crypto");
  }
}
