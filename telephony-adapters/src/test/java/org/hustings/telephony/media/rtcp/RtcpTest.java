package org.hustings.telephony.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.hustings.telephony.media.rtp.Packets;
import org.hustings.telephony.media.rtp.Reception;
import org.hustings.telephony.media.rtp.ReportBlock;
import org.junit.jupiter.api.Test;

/// RFC 3550 section 6.
class RtcpTest {
  private static final Instant WALL = Instant.parse("2026-11-22T09:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  private final ByteBuffer packet = ByteBuffer.allocate(256);

  private static RtcpSession session(int ssrc) {
    return new RtcpSession(ssrc, "c0ffee", Duration.ofSeconds(5), new SplittableRandom(1), 0);
  }

  private static Reception receiving(int ssrc) {
    Reception reception = new Reception();
    reception.received(Packets.of(ssrc, 1, 0), 0);
    reception.received(Packets.of(ssrc, 3, 320), 40_000_000);
    return reception;
  }

  private ByteBuffer written() {
    return packet.flip();
  }

  @Test
  void who_sends_gives_a_sender_report_and_who_does_not_a_receiver_report() {
    RtcpSession session = session(1);

    session.report(packet, new RtcpSession.Sent(10, 1600, 99), receiving(2), WALL, 0);
    List<Rtcp> first = RtcpReader.read(written());
    packet.clear();
    session.report(packet, new RtcpSession.Sent(10, 1600, 99), receiving(2), WALL, 0);
    List<Rtcp> second = RtcpReader.read(written());

    assertThat(first)
        .singleElement()
        .isInstanceOfSatisfying(
            Rtcp.SenderReport.class,
            report -> {
              assertThat(report.packets()).isEqualTo(10);
              assertThat(report.timestamp()).isEqualTo(99);
              assertThat(report.blocks()).extracting(ReportBlock::lost).containsExactly(1);
            });
    assertThat(second).singleElement().isInstanceOf(Rtcp.ReceiverReport.class);
  }

  @Test
  void the_round_trip_is_measured_through_the_peers_report() {
    RtcpSession ours = session(1);
    RtcpSession theirs = session(2);
    ours.report(packet, new RtcpSession.Sent(10, 1600, 0), receiving(2), WALL, 0);
    // Arrives after 40 ms, is kept for 2 s, and the answer takes 40 ms as well.
    RtcpReader.read(written()).forEach(part -> theirs.received(part, WALL.plusMillis(40), SECOND));
    packet.clear();
    theirs.report(
        packet, new RtcpSession.Sent(5, 800, 0), receiving(1), WALL.plusMillis(2040), 3 * SECOND);
    RtcpReader.read(written()).forEach(part -> ours.received(part, WALL.plusMillis(2080), 0));

    assertThat(Duration.ofNanos(ours.roundTrip()).toMillis()).isBetween(79L, 81L);
    assertThat(ours.atPeer().orElseThrow().fractionLost()).isGreaterThan(0);
  }

  @Test
  void the_last_packet_says_bye_after_a_report_and_a_name_that_identifies_nobody() {
    session(1).bye(packet, new RtcpSession.Sent(0, 0, 0), new Reception(), WALL, 0);

    ByteBuffer bytes = written();
    assertThat(bytes.remaining() % 4).isZero();
    assertThat(RtcpReader.read(bytes))
        .containsExactly(new Rtcp.ReceiverReport(1, List.of()), new Rtcp.Bye(1));
  }

  @Test
  void reports_come_every_half_to_one_and_a_half_intervals() {
    RtcpSession session = session(1);
    long last = 0;
    long now = 0;
    for (int reports = 0; reports < 200; now += SECOND / 20) {
      if (session.due(now)) {
        packet.clear();
        session.report(packet, new RtcpSession.Sent(0, 0, 0), new Reception(), WALL, now);
        if (reports++ > 0) {
          assertThat(now - last).isBetween(SECOND * 5 / 2, SECOND * 8);
        }
        last = now;
      }
    }
  }

  @Test
  void what_was_understood_before_something_malformed_counts() {
    ByteBuffer bytes =
        ByteBuffer.wrap(HexFormat.of().parseHex("80c90001" + "00000007" + "80c8ffff00000007"));

    assertThat(RtcpReader.read(bytes)).containsExactly(new Rtcp.ReceiverReport(7, List.of()));
  }

  @Test
  void no_bytes_whatever_make_it_fail() {
    SplittableRandom random = new SplittableRandom(99);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(96)];
      random.nextBytes(bytes);
      if (bytes.length > 3) {
        bytes[0] = (byte) (0x80 | (bytes[0] & 0x3F));
        bytes[1] = (byte) random.nextInt(198, 206);
        bytes[2] = 0;
        bytes[3] = (byte) random.nextInt(24);
      }
      assertThat(RtcpReader.read(ByteBuffer.wrap(bytes))).isNotNull();
    }
  }
}
