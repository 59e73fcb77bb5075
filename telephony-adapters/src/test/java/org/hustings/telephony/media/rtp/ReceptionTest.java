package org.hustings.telephony.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// RFC 3550 appendices A.1, A.3 and A.8.
class ReceptionTest {
  private static final long FRAME = 20_000_000;

  private final Reception reception = new Reception();

  private void receive(int ssrc, int index, long late) {
    reception.received(
        Packets.of(ssrc, (65_500 + index) & 0xFFFF, index * 160), index * FRAME + late);
  }

  @Test
  void a_whole_stream_across_the_wrap_has_no_loss_and_no_jitter() {
    for (int i = 0; i < 200; i++) {
      receive(1, i, 0);
    }

    assertThat(reception.lost()).isZero();
    assertThat(reception.jitter()).isZero();
    assertThat(reception.report(0, 0).highestSequence()).isEqualTo(65_536 + 163);
  }

  @Test
  void every_tenth_packet_lost_is_a_tenth_of_the_report() {
    for (int i = 0; i <= 1000; i++) {
      if (i % 10 != 5) {
        receive(1, i, 0);
      }
    }

    ReportBlock report = reception.report(0, 0);
    assertThat(report.lost()).isEqualTo(100);
    assertThat(report.fractionLost()).isBetween(24, 26);
    assertThat(reception.report(0, 0).fractionLost()).as("nothing since").isZero();
  }

  @Test
  void reordering_and_doubles_are_no_loss() {
    for (int i = 0; i < 100; i += 2) {
      receive(1, i + 1, 0);
      receive(1, i, 0);
    }
    receive(1, 99, 0);

    assertThat(reception.lost()).isLessThanOrEqualTo(0);
  }

  @Test
  void alternating_delay_of_four_milliseconds_is_jitter_of_four() {
    for (int i = 0; i < 1000; i++) {
      receive(1, i, i % 2 == 0 ? 0 : 4_000_000);
    }

    assertThat(reception.jitter()).isBetween(30, 33);
  }

  @Test
  void a_new_source_begins_anew_and_the_old_loss_is_kept() {
    receive(1, 0, 0);
    receive(1, 3, 0);
    receive(2, 500, 0);
    receive(2, 501, 0);

    assertThat(reception.ssrc()).isEqualTo(2);
    assertThat(reception.lost()).isEqualTo(2);
  }

  @Test
  void one_wild_sequence_number_is_not_believed() {
    receive(1, 0, 0);
    receive(1, 1, 0);
    receive(1, 20_000, 0);
    receive(1, 2, 0);

    assertThat(reception.lost()).isZero();
  }
}
