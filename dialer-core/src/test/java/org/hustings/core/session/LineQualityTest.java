package org.hustings.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.telephony.MediaReport;
import org.hustings.core.telephony.MediaReport.Stream;
import org.junit.jupiter.api.Test;

class LineQualityTest {

  @Test
  void the_first_report_counts_from_the_beginning() {
    LineQuality line =
        LineQuality.between(Optional.empty(), new MediaReport(of(180, 20, 7), NONE, NO_TRIP));

    assertThat(line).isEqualTo(new LineQuality(10.0, 7, Optional.empty()));
  }

  @Test
  void later_ones_count_what_was_lost_since_the_one_before() {
    MediaReport before = new MediaReport(of(180, 20, 7), NONE, NO_TRIP);

    assertThat(between(before, new MediaReport(of(430, 20, 7), NONE, NO_TRIP)).lossPercent())
        .isZero();
    assertThat(between(before, new MediaReport(of(427, 23, 7), NONE, NO_TRIP)).lossPercent())
        .isEqualTo(1.2);
  }

  @Test
  void the_worse_direction_is_told_in_loss_and_in_jitter() {
    MediaReport before = new MediaReport(of(100, 0, 3), Optional.of(of(100, 0, 3)), NO_TRIP);
    MediaReport now =
        new MediaReport(
            of(198, 2, 40), Optional.of(of(290, 10, 12)), Optional.of(Duration.ofMillis(80)));

    assertThat(between(before, now)).isEqualTo(new LineQuality(5.0, 40, Optional.of(80L)));
  }

  @Test
  void counts_that_go_back_mean_that_nothing_was_lost() {
    MediaReport before = new MediaReport(of(100, 5, 3), NONE, NO_TRIP);

    assertThat(between(before, new MediaReport(of(200, 4, 3), NONE, NO_TRIP)).lossPercent())
        .isZero();
    assertThat(between(before, before).lossPercent()).isZero();
  }

  private static final Optional<Stream> NONE = Optional.empty();
  private static final Optional<Duration> NO_TRIP = Optional.empty();

  private static LineQuality between(MediaReport before, MediaReport now) {
    return LineQuality.between(Optional.of(before), now);
  }

  private static Stream of(long packets, long lost, long jitter) {
    return new Stream(packets, lost, Duration.ofMillis(jitter));
  }
}
