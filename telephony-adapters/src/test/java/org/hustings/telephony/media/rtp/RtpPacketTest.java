package org.hustings.telephony.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.hustings.telephony.media.rtp.RtpPacket.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 3550 section 5.1, and what is not it.
class RtpPacketTest {
  private static final String FIXED = "1234 00000064 cafebabe";

  private static ByteBuffer packet(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void a_plain_packet_is_read() {
    RtpPacket packet = new RtpPacket();

    assertThat(packet.read(packet("80 88 " + FIXED + " 010203"))).isEqualTo(Verdict.WELL_FORMED);
    assertThat(packet.payloadType()).isEqualTo(8);
    assertThat(packet.marker()).isTrue();
    assertThat(packet.sequence()).isEqualTo(0x1234);
    assertThat(packet.timestamp()).isEqualTo(100);
    assertThat(packet.ssrc()).isEqualTo(0xCAFEBABE);
    assertThat(packet.payload()).containsExactly(1, 2, 3);
  }

  @Test
  void contributing_sources_extension_and_padding_are_no_payload() {
    RtpPacket packet = new RtpPacket();

    Verdict verdict =
        packet.read(packet("b1 00 " + FIXED + " 0000000a bede0001 aabbccdd 0102 000003"));

    assertThat(verdict).isEqualTo(Verdict.WELL_FORMED);
    assertThat(packet.payload()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "'', TOO_SHORT",
    "80 00 1234 00000064 cafeba, TOO_SHORT",
    "40 00 1234 00000064 cafebabe 01, WRONG_VERSION",
    "00 01 0000 2112a442 00000000 00, WRONG_VERSION",
    "8f 00 1234 00000064 cafebabe 01, HEADER_OVERRUN",
    "90 00 1234 00000064 cafebabe 01, HEADER_OVERRUN",
    "90 00 1234 00000064 cafebabe bedeffff 01, HEADER_OVERRUN",
    "a0 00 1234 00000064 cafebabe 0100, BAD_PADDING",
    "a0 00 1234 00000064 cafebabe 0103, BAD_PADDING",
    "a0 00 1234 00000064 cafebabe, BAD_PADDING"
  })
  void what_contradicts_itself_is_refused(String hex, Verdict verdict) {
    assertThat(new RtpPacket().read(packet(hex))).isEqualTo(verdict);
  }

  @Test
  void an_empty_payload_is_well_formed() {
    RtpPacket packet = new RtpPacket();

    assertThat(packet.read(packet("80 00 " + FIXED))).isEqualTo(Verdict.WELL_FORMED);
    assertThat(packet.payloadLength()).isZero();
  }

  @Test
  void no_bytes_whatever_make_it_fail_or_read_beyond_the_packet() {
    SplittableRandom random = new SplittableRandom(7);
    RtpPacket packet = new RtpPacket();
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = (byte) (0x80 | (bytes[0] & 0x3F));
      }
      if (packet.read(ByteBuffer.wrap(bytes)) == Verdict.WELL_FORMED) {
        assertThat(packet.payloadOffset() + packet.payloadLength())
            .isLessThanOrEqualTo(bytes.length);
        assertThat(packet.payloadLength()).isNotNegative();
      }
    }
  }

  @Test
  void reports_on_a_shared_port_are_told_from_sound() {
    assertThat(RtpPacket.looksLikeRtcp(packet("80 c8 0006 cafebabe"))).isTrue();
    assertThat(RtpPacket.looksLikeRtcp(packet("80 00 " + FIXED))).isFalse();
    assertThat(RtpPacket.looksLikeRtcp(packet("80 c8"))).isFalse();
  }
}
