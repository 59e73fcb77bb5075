package org.hustings.telephony.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SrtpSessionTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final int SSRC = 0xCAFEBABE;

  private final SrtpKeys keys = SrtpKeys.ofExported(exported());
  private final SrtpSession server = SrtpSession.ofServer(keys);
  private final SrtpSession client = SrtpSession.ofClient(keys);

  private static byte[] exported() {
    byte[] octets = new byte[SrtpKeys.EXPORTED];
    new Random(3711).nextBytes(octets);
    return octets;
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  private static ByteBuffer rtp(int sequence) {
    ByteBuffer packet = ByteBuffer.allocate(172);
    packet.put(0, (byte) 0x80).putShort(2, (short) sequence).putInt(4, 160 * sequence);
    packet.putInt(8, SSRC);
    for (int i = 12; i < 172; i++) {
      packet.put(i, (byte) (i * 7 + sequence));
    }
    return packet;
  }

  private static ByteBuffer report() {
    ByteBuffer packet = ByteBuffer.allocate(28).put(0, (byte) 0x80).put(1, (byte) 200);
    return packet.putShort(2, (short) 6).putInt(4, SSRC);
  }

  private static ByteBuffer copy(ByteBuffer view) {
    byte[] octets = new byte[view.remaining()];
    view.get(view.position(), octets);
    return ByteBuffer.wrap(octets);
  }

  @Test
  void what_one_side_protects_the_other_opens_as_it_was() {
    for (int sequence = 65_530; sequence < 65_550; sequence++) {
      ByteBuffer secret = copy(client.protectRtp(rtp(sequence)));

      assertThat(secret.remaining()).isEqualTo(182);
      assertThat(secret.slice(12, 160)).isNotEqualTo(rtp(sequence).slice(12, 160));
      assertThat(server.openRtp(secret)).isEqualTo(rtp(sequence));
    }
    assertThat(server.openRtcp(copy(client.protectRtcp(report())))).isEqualTo(report());
  }

  @Test
  void each_direction_has_keys_of_its_own() {
    assertThat(client.openRtp(copy(client.protectRtp(rtp(1)))).hasRemaining()).isFalse();
  }

  @Test
  void one_wrong_bit_anywhere_is_refused() {
    byte[] secret = copy(client.protectRtp(rtp(1))).array();
    for (int bit = 0; bit < 8 * secret.length; bit++) {
      byte[] forged = secret.clone();
      forged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(server.openRtp(ByteBuffer.wrap(forged)).hasRemaining()).as("bit " + bit).isFalse();
    }
    assertThat(server.openRtp(ByteBuffer.wrap(secret)).hasRemaining()).isTrue();
  }

  @Test
  void what_was_there_before_is_refused() {
    byte[] secret = copy(client.protectRtp(rtp(1))).array();
    byte[] report = copy(client.protectRtcp(report())).array();

    assertThat(server.openRtp(ByteBuffer.wrap(secret)).hasRemaining()).isTrue();
    assertThat(server.openRtp(ByteBuffer.wrap(secret)).hasRemaining()).isFalse();
    assertThat(server.openRtcp(ByteBuffer.wrap(report)).hasRemaining()).isTrue();
    assertThat(server.openRtcp(ByteBuffer.wrap(report)).hasRemaining()).isFalse();
  }

  @Test
  void nothing_that_is_cut_off_or_made_up_is_opened_or_throws() {
    byte[] secret = copy(client.protectRtp(rtp(1))).array();
    for (int length = 0; length < secret.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(secret, length));
      assertThat(server.openRtp(cut).hasRemaining()).isFalse();
      assertThat(server.openRtcp(cut).hasRemaining()).isFalse();
    }
    Random random = new Random(5764);
    for (int i = 0; i < 5_000; i++) {
      byte[] nonsense = new byte[random.nextInt(2_100)];
      random.nextBytes(nonsense);
      assertThat(server.openRtp(ByteBuffer.wrap(nonsense)).hasRemaining()).isFalse();
      assertThat(server.openRtcp(ByteBuffer.wrap(nonsense)).hasRemaining()).isFalse();
    }
    assertThat(server.openRtp(ByteBuffer.wrap(secret)).hasRemaining()).isTrue();
  }

  /// A packet of another implementation, made with the master key and salt of RFC 3711 appendix B.3
  /// (libsrtp's `srtp_driver` has the same one).
  @Test
  void the_packet_that_everybody_knows_is_opened() {
    byte[] key = HEX.parseHex("e1f97a0d3e018be0d64fa32c06de4139");
    byte[] salt = HEX.parseHex("0ec675ad498afeebb6960b3aabe6");
    SrtpKeys.Direction theirs = new SrtpKeys.Direction(key, salt);
    SrtpKeys known = new SrtpKeys(theirs, new SrtpKeys.Direction(new byte[16], new byte[14]));
    byte[] plain = HEX.parseHex("800f1234decafbadcafebabe" + "ab".repeat(16));
    byte[] secret =
        HEX.parseHex(
            "800f1234decafbadcafebabe"
                + "4e55dc4ce79978d88ca4d215949d2402"
                + "b78d6acc99ea179b8dbb");

    try (SrtpSession opened = SrtpSession.ofServer(known);
        SrtpSession sent = SrtpSession.ofClient(known)) {
      assertThat(opened.openRtp(ByteBuffer.wrap(secret))).isEqualTo(ByteBuffer.wrap(plain));
      assertThat(sent.protectRtp(ByteBuffer.wrap(plain))).isEqualTo(ByteBuffer.wrap(secret));
    }
  }

  @Test
  void warming_up_needs_nothing_and_leaves_nothing() {
    SrtpSession.warmUp();
    assertThat(server.openRtp(copy(client.protectRtp(rtp(1))))).isEqualTo(rtp(1));
  }

  @Test
  void keys_say_nothing_of_themselves() {
    assertThat(keys.toString()).doesNotContainPattern("[0-9a-f]{16}");
  }
}
