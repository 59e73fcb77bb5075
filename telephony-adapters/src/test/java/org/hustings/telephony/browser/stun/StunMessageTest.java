package org.hustings.telephony.browser.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.hustings.telephony.browser.stun.StunMessage.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// STUN on bytes, held to the test vectors of RFC 5769.
class StunMessageTest {
  private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";
  private static final byte[] TRANSACTION = HexFormat.of().parseHex("b7e7a701bc34d686fa87dfae");

  /// RFC 5769 section 2.1.
  private static final byte[] REQUEST =
      hex(
          "00010058 2112a442 b7e7a701bc34d686fa87dfae",
          "80220010 5354554e207465737420636c69656e74",
          "00240004 6e0001ff",
          "80290008 932ff9b151263b36",
          "00060009 6576746a3a68367659202020",
          "00080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2",
          "80280004 e57a3bcf");

  /// RFC 5769 section 2.2.
  private static final byte[] RESPONSE_IPV4 =
      hex(
          "0101003c 2112a442 b7e7a701bc34d686fa87dfae",
          "8022000b 7465737420766563746f7220",
          "00200008 0001a147e112a643",
          "00080014 2b91f599fd9e90c38c7489f92af9ba53f06be7d7",
          "80280004 c07d4c96");

  /// RFC 5769 section 2.3.
  private static final byte[] RESPONSE_IPV6 =
      hex(
          "01010048 2112a442 b7e7a701bc34d686fa87dfae",
          "8022000b 7465737420766563746f7220",
          "00200014 0002a1470113a9faa5d3f179bc25f4b5bed2b9d9",
          "00080014 a382954e4be67bf11784c97c8292c275bfe3ed41",
          "80280004 c8fb0b4c");

  private static byte[] hex(String... lines) {
    return HexFormat.of().parseHex(String.join("", lines).replace(" ", ""));
  }

  @Test
  void rfc5769_2_1_the_request_is_read_and_its_signature_holds() {
    StunMessage message = StunMessage.read(REQUEST).orElseThrow();

    assertThat(message.kind()).isEqualTo(Kind.REQUEST);
    assertThat(message.method()).isEqualTo(StunMessage.BINDING);
    assertThat(message.transaction()).isEqualTo(TRANSACTION);
    assertThat(message.text(StunAttribute.USERNAME)).contains("evtj:h6vY");
    assertThat(message.has(StunAttribute.ICE_CONTROLLED)).isTrue();
    assertThat(message.notUnderstood()).isEmpty();
    assertThat(message.isSignedWith(PASSWORD)).isTrue();
    assertThat(message.isSignedWith(PASSWORD + "x")).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"192.0.2.1, 4", "2001:db8:1234:5678:11:2233:4455:6677, 6"})
  void rfc5769_2_2_and_2_3_a_mapped_address_is_written_as_there(String host, int version) {
    StunMessage known =
        StunMessage.read(version == 4 ? RESPONSE_IPV4 : RESPONSE_IPV6).orElseThrow();
    byte[] ours =
        StunWriter.bindingSuccess(TRANSACTION)
            .withMapped(new InetSocketAddress(InetAddress.ofLiteral(host), 32_853))
            .signedWith(PASSWORD);
    StunMessage read = StunMessage.read(ours).orElseThrow();

    assertThat(known.kind()).isEqualTo(Kind.SUCCESS);
    assertThat(known.isSignedWith(PASSWORD)).isTrue();
    assertThat(read.value(StunAttribute.XOR_MAPPED_ADDRESS).orElseThrow())
        .isEqualTo(known.value(StunAttribute.XOR_MAPPED_ADDRESS).orElseThrow());
    assertThat(read.isSignedWith(PASSWORD)).isTrue();
    assertThat(read.hasFingerprint()).isTrue();
  }

  @Test
  void an_error_has_its_code_and_phrase() {
    byte[] error = StunWriter.bindingError(TRANSACTION, 487, "Role Conflict").signedWith(PASSWORD);
    StunMessage read = StunMessage.read(error).orElseThrow();

    assertThat(read.kind()).isEqualTo(Kind.ERROR);
    assertThat(read.value(StunAttribute.ERROR_CODE).orElseThrow())
        .startsWith(0, 0, 4, 87)
        .endsWith("Conflict".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  @Test
  void one_wrong_bit_anywhere_is_noticed() {
    for (int bit = 0; bit < 8 * REQUEST.length; bit++) {
      byte[] forged = REQUEST.clone();
      forged[bit / 8] ^= (byte) (1 << bit % 8);
      boolean believed =
          StunMessage.read(forged).filter(message -> message.isSignedWith(PASSWORD)).isPresent();
      assertThat(believed).as("bit " + bit).isFalse();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "shorter than a header, 0001000021",
    "length beyond the end, 0001002021 12a442 b7e7a701bc34d686fa87dfae 00060004 65767465",
    "length that stops before the end, 000100002112a442b7e7a701bc34d686fa87dfae0006000465767465",
    "length not of four, 000100022112a442b7e7a701bc34d686fa87dfae0006",
    "no cookie, 000100002112a443b7e7a701bc34d686fa87dfae",
    "top bits set, 800100002112a442b7e7a701bc34d686fa87dfae",
    "attribute beyond the end, 000100082112a442b7e7a701bc34d686fa87dfae0006000865767465",
    "attribute of 65535, 000100082112a442b7e7a701bc34d686fa87dfae0006ffff65767465",
    "wrong fingerprint, 000100082112a442b7e7a701bc34d686fa87dfae8028000400000000",
    "fingerprint of two octets, 000100082112a442b7e7a701bc34d686fa87dfae8028000200000000",
  })
  void what_is_malformed_is_not_read(String label, String octets) {
    assertThat(StunMessage.read(hex(octets))).as(label).isEmpty();
  }

  @Test
  void an_attribute_behind_the_signature_is_not_covered_by_it() {
    byte[] signed =
        StunWriter.bindingRequest(TRANSACTION)
            .with(StunAttribute.USERNAME, "evtj:h6vY")
            .signedWith(PASSWORD);
    byte[] unprinted = Arrays.copyOf(signed, signed.length - 8);
    byte[] extended = Arrays.copyOf(unprinted, unprinted.length + 4);
    ByteBuffer.wrap(extended)
        .putShort(2, (short) (extended.length - 20))
        .putShort(unprinted.length, (short) 0x0025);

    StunMessage read = StunMessage.read(extended).orElseThrow();

    assertThat(read.has(StunAttribute.USE_CANDIDATE)).isTrue();
    assertThat(read.isSignedWith(PASSWORD)).isFalse();
  }

  @Test
  void unknown_attributes_that_must_be_understood_are_named() {
    byte[] octets =
        hex("00010010 2112a442 b7e7a701bc34d686fa87dfae 7f000000 7f010000 ff000004 00000000");

    assertThat(StunMessage.read(octets).orElseThrow().notUnderstood())
        .containsExactly(0x7f00, 0x7f01);
  }

  @Test
  void no_noise_is_read_for_a_signed_message_and_none_throws() {
    Random random = new Random(8489);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = Arrays.copyOf(REQUEST, random.nextInt(200));
      for (int j = random.nextInt(8); j >= 0 && noise.length > 0; j--) {
        noise[random.nextInt(noise.length)] = (byte) random.nextInt();
      }
      boolean believed =
          !Arrays.equals(noise, REQUEST)
              && StunMessage.read(noise).filter(read -> read.isSignedWith(PASSWORD)).isPresent();
      assertThat(believed).isFalse();
    }
  }
}
