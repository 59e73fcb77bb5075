package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_CLOSED;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hustings.core.diary.Diary;
import org.hustings.telephony.peers.Baresip;
import org.hustings.telephony.peers.BaresipLine;
import org.hustings.telephony.phonenet.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operators read of the sound of a call over a bad line.
class MediaMetricsTest {
  private static final String BAD_LINE = "+12125550166";

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();

  @Test
  void the_loss_of_a_bad_line_is_told_for_the_voters_legs_and_not_for_the_volunteers() {
    var talks =
        new Behaviour.Answers(
            Duration.ofMillis(300), Duration.ofSeconds(20), Duration.ofMinutes(1));
    Map<String, List<Behaviour>> voters =
        Map.of(BAD_LINE, List.of(new Behaviour.LossyLine(300, talks)));
    try (Diary diary = Diary.ofOperators();
        Carrier carrier = Carrier.with(clock, directory, voters);
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Baresip phone = Baresip.start(directory, BaresipLine.named("ada"))) {
      Campaign campaign = server.campaign();
      long project = campaign.project(Duration.ofSeconds(20));
      campaign.voter(project, BAD_LINE, 90);
      Campaign.Volunteer ada = campaign.volunteer("ada", "101");
      try (Screen screen = campaign.screenOf(ada)) {
        server.dialIn(phone, ada, screen);
        screen.choose(project);
        screen.callNext();
        screen.awaitState("TALKING");
        phone.listenFor(Duration.ofSeconds(5));
        screen.hangUp();
        screen.awaitState("WRAP_UP");
        screen.dispose("SUCCESSFUL", Map.of("reached", screen.people()));
        screen.awaitState("READY");
        screen.leave();
        phone.await(CALL_CLOSED);
      }
      Metrics metrics = server.metrics();
      // 5 s of talk are 250 packets, of which 75 are lost on average.
      assertThat(of(metrics, "packets_total", "voter", "received")).isGreaterThan(100);
      assertThat(of(metrics, "packets_lost_total", "voter", "received")).isBetween(30.0, 150.0);
      assertThat(of(metrics, "packets_lost_total", "volunteer", "received")).isZero();
      assertThat(of(metrics, "jitter_seconds_count", "voter", "received")).isPositive();
      assertThat(of(metrics, "loss_ratio_max", "voter", "received")).isBetween(0.1, 0.5);
      assertThat(metrics.sum("hustings_media_faults_total")).isZero();
      assertThat(diary.of("leg-lossy")).as("the voter's leg is named").hasSize(1);
    }
  }

  private static double of(Metrics metrics, String name, String leg, String direction) {
    return metrics.sum(
        "hustings_media_%s{direction=\"%s\",leg=\"%s\"}".formatted(name, direction, leg));
  }
}
