package org.hustings.server.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class HearingTest {
  private static final int TURN = 7;

  private final Hearing hearing = new Hearing();

  private static ByteBuffer packet(int turn, int speaker, int count) {
    ByteBuffer packet = ByteBuffer.allocate(172);
    Hearing.write(packet, turn, speaker, count);
    return packet;
  }

  @Test
  void each_packet_counts_once_whoever_said_it() {
    hearing.begin(TURN, 2);

    hearing.hear(packet(TURN, 0, 10));
    hearing.hear(packet(TURN, 1, 10));
    hearing.hear(packet(TURN, 0, 12));
    hearing.hear(packet(TURN, 0, 12));
    hearing.hear(packet(TURN, 0, 11));

    assertThat(hearing.heard()).isEqualTo(3);
    assertThat(hearing.outOfOrder()).isEqualTo(2);
    assertThat(hearing.millis(0.99)).isPositive();
  }

  @Test
  void another_turns_packets_reports_and_comfort_count_for_nothing() {
    hearing.begin(TURN, 1);

    hearing.hear(packet(TURN - 1, 0, 1));
    hearing.hear(ByteBuffer.allocate(172));
    hearing.hear(ByteBuffer.allocate(20));

    assertThat(hearing.heard()).isZero();
    assertThat(hearing.millis(0.5)).isNaN();
  }
}
